import { ISOLATION_NAMES } from '../../../shared/domain/isolation';
import { formatKeyCombo, parseKeyCombo } from '../../../shared/domain/key-combo';
import { formatHostRule, parseHostRule } from '../../../shared/reach/allowed-host';
import { readSocketHosts } from '../../../shared/reach/socket-hosts';
import { Field } from '../../components/field';
import { ChipsField, type EntryReading } from './chips-field';
import { ChoiceField, NumberField, RequiredText, SwitchField } from './form-fields';
import { hintOf, type PolicyFormState, problemAt } from './policy-form-state';
import { RatesField } from './rates-field';
import { RedactionSection } from './redaction-section';
import { RegionsField, ScreenAreaField } from './regions-field';
import { RulesEditor } from './rules-editor';

const LEVELS = { low: 'Low', medium: 'Medium', high: 'High', critical: 'Critical' } as const;

/** A policy as a form, in the order in which people think of it. Every change goes to the document at once. */
export function PolicyForm({ form }: { readonly form: PolicyFormState }) {
  const { policy, change } = form;
  return (
    <form className="policy-form" aria-label="Policy" onSubmit={(event) => event.preventDefault()}>
      <fieldset className="policy-fields" disabled={form.isLocked}>
        <Section title="Name">
          <RequiredText
            id="policy-name"
            label="Name"
            value={policy.name}
            onChange={(name) => change({ name: name.slice(0, 60) })}
          />
        </Section>
        <Section title="What the agent may do">
          <div className="policy-columns">
            <SwitchField form={form} field="allow_click" label="Click" />
            <SwitchField form={form} field="allow_type" label="Type" />
            <SwitchField form={form} field="allow_key" label="Press keys" />
            <SwitchField form={form} field="allow_scroll" label="Scroll" />
          </div>
          <Field
            id="policy-keys"
            label="Allowed keys"
            hint={hintOf('allowed_key_combos')}
            error={fault(form, 'allowed_key_combos')}
          >
            <ChipsField
              id="policy-keys"
              label="Allowed keys"
              entries={policy.allowed_key_combos}
              placeholder="Return, ctrl+a …"
              read={readKey}
              onChange={(entries) => change({ allowed_key_combos: entries })}
            />
          </Field>
        </Section>
        <Section title="When you are asked">
          <div className="policy-columns">
            <ChoiceField
              form={form}
              field="confirm"
              label="Waits for you"
              choices={{ risky: 'Risky actions', every: 'Every action' }}
            />
            <ChoiceField
              form={form}
              field="on_risk"
              label="A risky action"
              choices={{ ask: 'Is asked about', deny: 'Is denied' }}
            />
            <ChoiceField form={form} field="risky_from" label="Risky from" choices={LEVELS} />
            <NumberField form={form} field="approval_timeout_seconds" label="Waits for a decision" unit="s" />
            <NumberField form={form} field="question_timeout_seconds" label="Waits for an answer" unit="s" />
            <ChoiceField
              form={form}
              field="on_no_answer"
              label="Nobody answers"
              choices={{ deny: 'Deny it', pause: 'Deny it and pause the run' }}
            />
          </div>
        </Section>
        <Section title="Changes" aside="What pages send, whatever was clicked">
          <div className="policy-columns">
            <ChoiceField
              form={form}
              field="changes"
              label="A change at a site"
              choices={{ ask: 'Is held and asked about', allow: 'Is let go', deny: 'Is refused' }}
            />
            <ChoiceField form={form} field="changes_from" label="Asked about from" choices={LEVELS} />
          </div>
        </Section>
        <Section title="Rules" aside="The first that holds decides">
          <RulesEditor form={form} />
        </Section>
        <Section title="Budgets">
          <div className="policy-columns">
            <NumberField form={form} field="max_steps" label="Actions" />
            <NumberField form={form} field="timeout_seconds" label="Working time" unit="s" />
            <NumberField form={form} field="max_tokens" label="Tokens" none="No limit" />
            <NumberField form={form} field="max_cost_usd" label="Cost" unit="US$" none="No limit" />
            <NumberField form={form} field="max_actions_per_minute" label="Actions a minute" />
          </div>
          <RatesField form={form} />
        </Section>
        <Section title="Screen">
          <RegionsField form={form} field="blocked_regions" label="Blocked regions" />
          <RegionsField form={form} field="allowed_regions" label="Allowed regions" />
          <ScreenAreaField form={form} />
        </Section>
        <Section title="Redaction" aside="Black before a picture leaves">
          <RedactionSection form={form} />
        </Section>
        <Section title="Network">
          <Field
            id="policy-hosts"
            label="Allowed hosts"
            hint={hintOf('allowed_hosts')}
            error={fault(form, 'allowed_hosts')}
          >
            <ChipsField
              id="policy-hosts"
              label="Allowed hosts"
              entries={policy.allowed_hosts}
              placeholder="app.example.com"
              read={readHost}
              onChange={(entries) => change({ allowed_hosts: entries })}
            />
          </Field>
          <Field
            id="policy-sockets"
            label="Refused sockets"
            hint={hintOf('refused_sockets')}
            error={fault(form, 'refused_sockets')}
          >
            <ChipsField
              id="policy-sockets"
              label="Refused sockets"
              entries={policy.refused_sockets}
              placeholder="*, *.example.com"
              read={readSockets}
              onChange={(entries) => change({ refused_sockets: entries })}
            />
          </Field>
          <div className="policy-columns">
            <ChoiceField
              form={form}
              field="unknown_hosts"
              label="Another host"
              choices={{ deny: 'Is refused', ask: 'Is asked about' }}
            />
            <NumberField form={form} field="max_connections" label="Connections" />
            <NumberField form={form} field="max_download_mb" label="Download" unit="MB" />
            <NumberField form={form} field="max_upload_mb" label="Upload" unit="MB" />
            <NumberField
              form={form}
              field="ask_upload_above_kb"
              label="Ask above"
              unit="kB"
              none="Never asks"
            />
            <NumberField form={form} field="connect_timeout_seconds" label="Time to connect" unit="s" />
            <NumberField form={form} field="idle_timeout_seconds" label="Idle connections" unit="s" />
          </div>
          <SwitchField form={form} field="allow_missing_sni" label="Servers without a name" />
        </Section>
        <Section title="Sandbox">
          <SwitchField form={form} field="honeytokens" label="Planted secrets" />
          <ChoiceField
            form={form}
            field="isolation"
            label="Isolation"
            choices={{
              any: 'The strongest there is',
              gvisor: ISOLATION_NAMES.gvisor,
              kata: ISOLATION_NAMES.kata,
            }}
          />
        </Section>
      </fieldset>
    </form>
  );
}

type SectionProps = { readonly title: string; readonly aside?: string; readonly children: React.ReactNode };

function Section({ title, aside, children }: SectionProps) {
  return (
    <section className="policy-section" aria-label={title}>
      <h2>
        {title} {aside && <span className="faint">{aside}</span>}
      </h2>
      {children}
    </section>
  );
}

function fault({ problems }: PolicyFormState, field: string): string | undefined {
  const problem = problemAt(problems, field);
  const index = /\[(\d+)\]$/.exec(problem?.field ?? '')?.[1];
  return index === undefined ? problem?.message : `Entry ${Number(index) + 1}: ${problem?.message}`;
}

function readKey(text: string): EntryReading {
  const combo = parseKeyCombo(text);
  if (combo === null) return { kind: 'invalid', reason: 'is not a key or combination' };
  return {
    kind: 'entry',
    entry: formatKeyCombo(combo) === text.toLowerCase() ? text : formatKeyCombo(combo),
  };
}

function readSockets(text: string): EntryReading {
  return readSocketHosts(text) === null
    ? { kind: 'invalid', reason: 'is not app.example.com, *.example.com or *' }
    : { kind: 'entry', entry: text };
}

function readHost(text: string): EntryReading {
  const reading = parseHostRule(text);
  return reading.kind === 'rule'
    ? { kind: 'entry', entry: formatHostRule(reading.rule) }
    : { kind: 'invalid', reason: reading.reason };
}
