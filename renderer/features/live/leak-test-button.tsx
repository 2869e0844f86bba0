import { ShieldQuestion } from 'lucide-react';
import { useState } from 'react';
import { airlock, errorMessage } from '../../client/airlock-client';
import { Button } from '../../components/button';
import { notify } from '../../stores/notices-store';

/** Tries again, from inside the running sandbox, to get out of it. The report comes through the record. */
export function LeakTestButton({ sessionId }: { readonly sessionId: string }) {
  const [isRunning, setIsRunning] = useState(false);
  const run = async (): Promise<void> => {
    setIsRunning(true);
    try {
      const { passed } = await airlock().call('sessions:test-leaks', { sessionId });
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
