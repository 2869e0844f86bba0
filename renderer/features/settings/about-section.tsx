import { TriangleAlert } from 'lucide-react';
import { Banner } from '../../components/banner';
import { Button } from '../../components/button';
import { LoadingState } from '../../components/loading-state';
import { loadApp, useApp } from '../../stores/app-store';
import { CopyButton } from './copy-button';

export function AboutSection() {
  const info = useApp((state) => state.info);
  const load = useApp((state) => state.load);
  return (
    <section className="settings-section" aria-label="About">
      <header className="settings-section-head">
        <h2>About</h2>
      </header>
      {load.kind === 'failed' && (
        <Banner
          tone="denied"
          icon={TriangleAlert}
          actions={<Button onClick={() => void loadApp()}>Try again</Button>}
        >
          {load.message}
        </Banner>
      )}
      {info === null ? (
        load.kind === 'loading' && <LoadingState label="Asking the engine…" />
      ) : (
        <dl className="about">
          <dt>Airlock</dt>
          <dd>{info.version}</dd>
          <dt>Runtime</dt>
          <dd>
            Electron {info.electron}
            {info.runtime === 'npm-fallback' && <span className="about-old">old, for evaluation only</span>}
          </dd>
          <dt>Platform</dt>
          <dd>{info.platform}</dd>
          <dt>Operator</dt>
          <dd>
            <bdi>{info.operator}</bdi> <span className="faint">as recorded with every decision</span>
          </dd>
          <dt>Data folder</dt>
          <dd className="about-folder">
            <code>{info.dataFolder}</code>
            <CopyButton text={info.dataFolder} label="Copy the data folder’s path" />
          </dd>
        </dl>
      )}
    </section>
  );
}
