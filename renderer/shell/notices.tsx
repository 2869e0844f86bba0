import { X } from 'lucide-react';
import { useEffect } from 'react';
import { Button } from '../components/button';
import { dismissNotice, type Notice, useNotices } from '../stores/notices-store';
import './notices.css';

const SHOWN_MS = 7000;

/** What just happened, in passing. Its place in the title bar is always kept: it covers nothing and moves nothing. */
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
      <bdi className="untrusted notice-text" title={text}>
        {text}
      </bdi>
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
