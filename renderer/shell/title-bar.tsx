import { TriangleAlert } from 'lucide-react';
import { useApp } from '../stores/app-store';
import { AirlockMark } from './airlock-mark';

export function TitleBar() {
  const info = useApp((state) => state.info);
  return (
    <header className="title-bar">
      <AirlockMark />
      <span className="title-name">Airlock</span>
      {info?.runtime === 'npm-fallback' && (
        <p className="title-warning" role="note">
          <TriangleAlert aria-hidden="true" />
          Old Electron runtime ({info.electron}), for evaluation only
        </p>
      )}
      {info && (
        <span className="title-operator" title="Decisions are recorded under this name">
          Operator <bdi>{info.operator}</bdi>
        </span>
      )}
    </header>
  );
}
