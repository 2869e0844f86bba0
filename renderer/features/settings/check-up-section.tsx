import { CircleAlert, CircleCheck, CircleX, Hammer, RefreshCw, TriangleAlert } from 'lucide-react';
import { Fragment, useEffect, useRef } from 'react';
import type { CheckUpItem } from '../../../shared/domain/check-up';
import { escapeHidden } from '../../../shared/text/visible-text';
import { Banner } from '../../components/banner';
import { Button } from '../../components/button';
import { LoadingState } from '../../components/loading-state';
import {
  buildImage,
  checkModelWay,
  endModelWay,
  MODEL_WAY,
  runCheckUp,
  useCheckUp,
} from '../../stores/check-up-store';
import { Remedy } from './remedy';

/** Is everything there that a run needs, and if not, how to mend it. */
export function CheckUpSection() {
  const checkUp = useCheckUp((state) => state.checkUp);
  const load = useCheckUp((state) => state.load);
  const modelWay = useCheckUp((state) => state.modelWay);
  useEffect(() => {
    void runCheckUp();
    void checkModelWay();
  }, []);
  const checkAll = (): void => {
    void runCheckUp();
    void checkModelWay();
  };
  return (
    <section className="settings-section" aria-label="Check-up">
      <header className="settings-section-head">
        <h2>Check-up</h2>
        <p className="faint">{checkUp && summary([...checkUp.items, ...(modelWay ? [modelWay] : [])])}</p>
        <Button size="s" icon={RefreshCw} disabled={load.kind === 'loading'} onClick={checkAll}>
          {load.kind === 'loading' ? 'Checking…' : 'Check again'}
        </Button>
      </header>
      {load.kind === 'failed' && (
        <Banner tone="denied" icon={TriangleAlert} role="alert">
          The check-up could not be run. {escapeHidden(load.message)}
        </Banner>
      )}
      {checkUp === null ? (
        load.kind === 'loading' && <LoadingState label="Looking at engine, image and disk…" />
      ) : (
        <ul className="check-list" aria-label="Check-up results">
          {checkUp.items.map((item) => (
            <Fragment key={item.id}>
              <CheckRow item={item} />
              {item.id === 'key' && <ModelWayRow />}
            </Fragment>
          ))}
        </ul>
      )}
    </section>
  );
}

function summary(items: readonly CheckUpItem[]): string {
  const missing = items.filter((item) => item.state === 'missing').length;
  if (missing > 0) return missing === 1 ? 'One thing is missing' : `${missing} things are missing`;
  return 'Ready to run';
}

/** It has a time of its own: what is long in coming keeps nothing else waiting, and can be ended. */
function ModelWayRow() {
  const { modelWay, isLookingForModel } = useCheckUp();
  if (!isLookingForModel) return modelWay && <CheckRow item={modelWay} />;
  return (
    <li className="check">
      <span className="spinner check-icon" aria-hidden="true" />
      <div className="check-main check-looking">
        <p role="status">
          <strong>{MODEL_WAY}</strong>
          <span className="check-found">Asking…</span>
        </p>
        <Button size="s" onClick={() => void endModelWay()}>
          End the look
        </Button>
      </div>
    </li>
  );
}

const ICONS = { ok: CircleCheck, warning: CircleAlert, missing: CircleX } as const;
const STATE_WORDS = { ok: 'OK', warning: 'Could be better', missing: 'Missing' } as const;

function CheckRow({ item }: { readonly item: CheckUpItem }) {
  const Icon = ICONS[item.state];
  return (
    <li className={`check check-${item.state}`}>
      <Icon className="check-icon" aria-hidden="true" />
      <div className="check-main">
        <p>
          <strong>{item.label}</strong>
          <span className="visually-hidden">: {STATE_WORDS[item.state]}</span>
          <span className="check-found">{escapeHidden(item.found)}</span>
        </p>
        {item.state !== 'ok' && item.remedy !== '' && <Remedy text={item.remedy} />}
        {item.id === 'image' && <ImageBuild isMissing={item.state === 'missing'} />}
      </div>
    </li>
  );
}

function ImageBuild({ isMissing }: { readonly isMissing: boolean }) {
  const build = useCheckUp((state) => state.build);
  const log = useRef<HTMLPreElement>(null);
  const lines = build.lines;
  // biome-ignore lint/correctness/useExhaustiveDependencies: new lines scroll into sight
  useEffect(() => {
    if (log.current) log.current.scrollTop = log.current.scrollHeight;
  }, [lines]);
  const isBuilding = build.state === 'building';
  return (
    <div className="image-build">
      <Button
        size="s"
        icon={Hammer}
        tone={isMissing ? 'primary' : 'neutral'}
        disabled={isBuilding}
        onClick={() => void buildImage()}
      >
        {isBuilding ? 'Building…' : isMissing ? 'Build image' : 'Build again'}
      </Button>
      {isBuilding && <span className="spinner" aria-hidden="true" />}
      {build.state !== 'idle' && (
        <span className={`build-state build-${build.state}`} role="status">
          {BUILD_WORDS[build.state]}
        </span>
      )}
      {lines.length > 0 && (
        <pre className="build-log" ref={log}>
          {lines.map(escapeHidden).join('\n')}
        </pre>
      )}
    </div>
  );
}

const BUILD_WORDS = {
  building: 'This takes some minutes the first time.',
  done: 'The image was built.',
  failed: 'The build failed. The last lines say why.',
} as const;
