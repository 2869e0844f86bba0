import { ShieldQuestion } from 'lucide-react';
import { useState } from 'react';
import { Button } from '../../components/button';
import { notify } from '../../stores/notices-store';
import { testLeaks } from '../../stores/sessions-store';
import { errorMessage } from '../../words/error-message';

/** Tries again, from inside the running sandbox, to get out of it. The report comes through the record. */
export function LeakTestButton({ sessionId }: { readonly sessionId: string }) {
  const [isRunning, setIsRunning] = useState(false);
  const run = async (): Promise<void> => {
    setIsRunning(true);
    try {
      const { passed } = await testLeaks(sessionId);
      if (!passed) notify('denied', 'The sandbox leaks. The run was stopped.');
    } catch (error) {
      notify('denied', errorMessage(error));
    } finally {
      setIsRunning(false);
    }
  };
  return (
    <Button size="s" icon={ShieldQuestion} disabled={isRunning} onClick={() => void run()}>
      {isRunning ? 'Trying to get out…' : 'Test again'}
    </Button>
  );
}
