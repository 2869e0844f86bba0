import { X } from 'lucide-react';
import { useEffect } from 'react';
import { Button } from '../components/button';
import { dismissNotice, type Notice, useNotices } from '../stores/notices-store';

const SHOWN_MS = 7000;

/** What just happened, in passing, in a corner where it covers neither the screen nor a decision. */
export function Notices() {
  const notices = useNotices((state) => state.notices);
  return (
    <div className="notices" role="status" aria-label="Notices">
      {notices.map((notice) => (
        <NoticeItem key={notice.id} notice={notice} />
      ))}
    </div>
  );
}

function NoticeItem({ notice: { id, tone, text, undo } }: { readonly notice: Notice }) {
  useEffect(() => {
    const timer = setTimeout(() => dismissNotice(id), SHOWN_MS);
    return () => clearTimeout(timer);
  }, [id]);
  return (
    <div className={`notice notice-${tone}`}>
      <bdi className="untrusted">{text}</bdi>
      {undo !== null && (
        <Button
          size="s"
          onClick={() => {
            undo();
            dismissNotice(id);
          }}
        >
          Undo
        </Button>
      )}
      <Button
        tone="ghost"
        size="s"
        className="icon-only"
        icon={X}
        aria-label="Dismiss notice"
        onClick={() => dismissNotice(id)}
      />
    </div>
  );
}
