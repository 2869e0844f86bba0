import {
  CircleCheck,
  CircleX,
  Hammer,
  LoaderCircle,
  Plus,
  RefreshCw,
  Trash2,
  TriangleAlert,
} from 'lucide-react';
import { useEffect } from 'react';
import { type HostView, MOST_WARM } from '../../../shared/domain/hosts';
import { escapeHidden, shortLabel } from '../../../shared/text/visible-text';
import { Banner } from '../../components/banner';
import { Button } from '../../components/button';
import { LoadingState } from '../../components/loading-state';
import { buildImage, useCheckUp } from '../../stores/check-up-store';
import { checkHosts, enableEngine, loadHosts, saveHosts, useHosts } from '../../stores/hosts-store';
import { notify } from '../../stores/notices-store';
import { isolationName } from '../../words/isolation-words';
import { AddEngineForm } from './add-engine-form';
import { Remedy } from './remedy';
import './engines.css';

/** Where sandboxes run: the container engines that this machine knows, and those the operator adds. */
export function EnginesSection() {
  const { engines, settings, load } = useHosts();
  useEffect(() => {
    void loadHosts();
  }, []);
  return (
    <section className="settings-section" aria-label="Container engines">
      <header className="settings-section-head">
        <h2>Container engines</h2>
        <p className="faint">{engines.length > 0 && summary(engines)}</p>
        <Button
          size="s"
          icon={RefreshCw}
          disabled={load.kind === 'loading'}
          onClick={() => void checkHosts()}
        >
          {load.kind === 'loading' ? 'Asking…' : 'Ask again'}
        </Button>
      </header>
      {load.kind === 'failed' && (
        <Banner tone="denied" icon={TriangleAlert} role="alert">
          The engines could not be listed. {escapeHidden(load.message)}
        </Banner>
      )}
      {load.kind === 'loading' && engines.length === 0 && (
        <LoadingState label="Looking for container engines…" />
      )}
      <ul className="check-list" aria-label="Engines">
        {engines.map((engine) => (
          <EngineRow key={engine.id} engine={engine} />
        ))}
      </ul>
      {settings !== null && (
        <>
          <WarmField warm={settings.warm} />
          <details className="engine-add">
            <summary>
              <Plus aria-hidden="true" /> Add an engine
            </summary>
            <AddEngineForm added={settings.added} />
          </details>
        </>
      )}
    </section>
  );
}

function summary(engines: readonly HostView[]): string {
  const usable = engines.filter(({ isEnabled, state }) => isEnabled && state === 'ready');
  const free = usable.reduce((sum, { capacity }) => sum + Math.max(0, capacity.slots - capacity.used), 0);
  if (usable.length === 0) return 'None can be used';
  return `Room for ${free} more ${free === 1 ? 'run' : 'runs'}`;
}

const ICONS = { ready: CircleCheck, unreachable: CircleX, checking: LoaderCircle } as const;
const STATES = { ready: 'ok', unreachable: 'missing', checking: 'warning' } as const;
const STATE_WORDS = { ready: 'Ready', unreachable: 'Not reachable', checking: 'Being asked' } as const;

function EngineRow({ engine }: { readonly engine: HostView }) {
  const isSaving = useHosts((state) => state.isSaving);
  const Icon = ICONS[engine.state];
  return (
    <li className={`check check-${STATES[engine.state]}`}>
      <Icon className="check-icon" aria-hidden="true" />
      <div className="check-main">
        <p>
          <strong>
            <bdi>{shortLabel(engine.name, 60)}</bdi>
          </strong>
          <span className="visually-hidden">: {STATE_WORDS[engine.state]}</span>
          <span className="check-found">{engineFacts(engine)}</span>
        </p>
        <p className="engine-address">
          <code>{shortLabel(engine.address, 120)}</code>
        </p>
        {engine.state === 'ready' && !engine.hasImage && <BuildButton engine={engine} />}
        {engine.missing.map(({ what, remedy }) => (
          <div key={what} className="engine-lack">
            <p>{escapeHidden(what)}</p>
            {remedy !== '' && <Remedy text={remedy} />}
          </div>
        ))}
      </div>
      <div className="engine-tools">
        <label className="switch-label">
          <input
            type="checkbox"
            checked={engine.isEnabled}
            disabled={isSaving}
            aria-label={`Use ${shortLabel(engine.name, 60)} for runs`}
            onChange={(event) => void enableEngine(engine, event.target.checked)}
          />
          Use for runs
        </label>
        {engine.source === 'added' && <RemoveButton engine={engine} />}
      </div>
    </li>
  );
}

function engineFacts({ state, version, isolation, capacity }: HostView): string {
  if (state !== 'ready') return STATE_WORDS[state];
  const { slots, used, warm } = capacity;
  const parts = [
    version === null ? null : escapeHidden(version),
    isolation.map(isolationName).join(', '),
    `${used} of ${slots} in use`,
    warm > 0 ? `${warm} kept ready` : null,
  ];
  return parts.filter((part) => part !== null && part !== '').join(' · ');
}

function BuildButton({ engine }: { readonly engine: HostView }) {
  const isBuilding = useCheckUp((state) => state.build.state === 'building');
  return (
    <Button
      size="s"
      icon={Hammer}
      className="engine-build"
      disabled={isBuilding}
      onClick={() => void buildImage(engine.id).then(checkHosts)}
    >
      {isBuilding ? 'Building… (see the check-up)' : 'Build the sandbox image here'}
    </Button>
  );
}

function RemoveButton({ engine }: { readonly engine: HostView }) {
  const settings = useHosts((state) => state.settings);
  const remove = async (): Promise<void> => {
    if (settings === null) return;
    const added = settings.added.filter(({ address }) => address !== engine.address);
    const problem = await saveHosts({ added });
    notify(problem === null ? 'neutral' : 'denied', problem ?? `${engine.name} was removed from the list.`);
  };
  return (
    <Button
      size="s"
      tone="ghost"
      className="icon-only"
      icon={Trash2}
      aria-label={`Remove ${shortLabel(engine.name, 60)}`}
      onClick={() => void remove()}
    />
  );
}

const WARM_CHOICES = [...Array(MOST_WARM + 1).keys()];

function WarmField({ warm }: { readonly warm: number }) {
  const isSaving = useHosts((state) => state.isSaving);
  const change = async (value: number): Promise<void> => {
    const problem = await saveHosts({ warm: value });
    if (problem !== null) notify('denied', problem);
  };
  return (
    <div className="engine-warm">
      <label htmlFor="warm-sandboxes">Sandboxes kept ready</label>
      <select
        id="warm-sandboxes"
        className="input"
        value={warm}
        disabled={isSaving}
        onChange={(event) => void change(Number(event.target.value))}
      >
        {WARM_CHOICES.map((count) => (
          <option key={count} value={count}>
            {count === 0 ? 'None' : count}
          </option>
        ))}
      </select>
      <p className="faint">
        Fresh ones on each engine in use, so that a run starts at once. Each takes about 300 MB of memory
        there. One that a run has used is never used again.
      </p>
    </div>
  );
}
