import { MessageCircleQuestion } from 'lucide-react';
import { Badge } from './badge';

/** Where a risk would stand, of something that is none. */
export function QuestionBadge() {
  return (
    <Badge tone="attention" icon={MessageCircleQuestion}>
      Question
    </Badge>
  );
}
