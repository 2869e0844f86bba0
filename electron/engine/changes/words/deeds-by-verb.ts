import type { RiskCategory, RiskLevel } from '../../../../shared/domain/risk';
import type { ApiSense } from './api-words';
import type { Deed } from './deed';
import type { Name } from './name';

/** A deed before it is said to what, and where that was read. */
export type BareDeed = Omit<Deed, 'object' | 'why'>;

const deed = (verb: string, category: RiskCategory, level: RiskLevel): BareDeed => ({
  verb,
  category,
  level,
});

/** What a verb does to what the name names; null for a sense that is none, or that only asks. */
export function deedByVerb(verb: ApiSense, name: Name): BareDeed | null {
  return DEEDS[verb]?.(name) ?? null;
}

const DRAFT = /draft|entw[uü]e?rf|brouillon|borrador|bozz[ae]|rascunho|szkic|kladde|utkast/;

function deletion(name: Name): BareDeed {
  // A draft is seen by nobody else, and somebody's work.
  const isMore = name.has('all') || DRAFT.test(name.object);
  if (name.isSlight) return deed('remove', 'deletion', isMore ? 'medium' : 'low');
  return deed('delete', 'deletion', name.has('grave', 'machine', 'all') ? 'critical' : 'high');
}

function cancelling(name: Name): BareDeed {
  if (name.has('machine')) return deed('cancel', 'execution', 'high');
  if (name.has('code', 'secret')) return deed('reset', 'account', 'high');
  if (name.isSlight) return deed('reset', 'sending', 'low');
  return deed('cancel', 'deletion', name.has('grave') ? 'critical' : 'high');
}

function clearing(name: Name): BareDeed {
  if (name.isSlight) return deed('clear', 'deletion', 'low');
  return deed('clear', 'deletion', name.has('grave', 'machine', 'all') ? 'critical' : 'high');
}

function creating(name: Name): BareDeed {
  if (name.has('money')) return deed('pay', 'payment', 'critical');
  if (name.has('secret', 'rights')) return deed('create', 'account', 'high');
  if (name.isSlight) return deed('add', 'sending', 'low');
  if (name.has('code')) return deed('send', 'credentials', 'medium');
  if (name.has('order')) return deed('order', 'payment', 'critical');
  if (name.has('people')) return deed('add', 'account', 'high');
  if (name.has('message')) return deed('send', 'sending', 'high');
  if (name.has('machine')) return deed('start', 'execution', 'high');
  if (name.has('grave')) return deed('create', 'account', 'high');
  if (name.has('file')) return deed('upload', 'upload', 'medium');
  return deed('create', 'sending', 'medium');
}

function updating(name: Name): BareDeed {
  if (name.has('money')) return deed('change', 'payment', 'high');
  if (name.has('secret', 'rights')) return deed('change', 'account', 'high');
  if (name.isSlight) return deed('change', 'sending', 'low');
  if (name.has('order')) return deed('change', 'payment', 'high');
  if (name.has('people')) return deed('change', 'account', 'high');
  if (name.has('machine')) return deed('change', 'execution', 'high');
  return deed('change', name.has('grave') ? 'account' : 'sending', 'medium');
}

function committing(name: Name): BareDeed {
  if (name.has('money', 'order')) return deed('confirm', 'payment', 'critical');
  if (name.isSlight) return deed('confirm', 'sending', 'low');
  if (name.has('code', 'secret')) return deed('verify', 'credentials', 'medium');
  if (name.has('people', 'rights', 'grave')) return deed('confirm', 'account', 'high');
  return deed('confirm', 'consent', 'medium');
}

function sending(name: Name): BareDeed {
  if (name.has('code')) return deed('send', 'credentials', 'medium');
  const isMoney = name.has('money') && !name.has('message');
  return isMoney ? deed('pay', 'payment', 'critical') : deed('send', 'sending', 'high');
}

function agreeing(name: Name): BareDeed {
  if (name.isSlight) return deed('agree', 'consent', 'low');
  return deed('agree', 'consent', name.has('money', 'order') ? 'high' : 'medium');
}

function transferring(name: Name): BareDeed {
  const isAccount = name.has('rights', 'people', 'grave') && !name.has('money');
  return deed('transfer', isAccount ? 'account' : 'payment', 'critical');
}

/** The word for a sign-out is also that for leaving a course, an exam or the line of a table. */
const ofRegistration = (name: Name): boolean =>
  name.words.some(({ word }) => /^(?:abmelden|abmeldung|desinscri(?:re|ption)|wypisz)$/.test(word)) &&
  name.has('thing', 'order') &&
  !/kund|client|customer|profil|benutzer|user/.test(name.object);

const DEEDS: Partial<Record<ApiSense, (name: Name) => BareDeed>> = {
  delete: deletion,
  cancel: cancelling,
  clear: clearing,
  pay: () => deed('pay', 'payment', 'critical'),
  transfer: transferring,
  subscribe: (name) =>
    name.isSlight ? deed('follow', 'sending', 'low') : deed('subscribe', 'payment', 'high'),
  send: sending,
  invite: () => deed('invite', 'account', 'high'),
  grant: () => deed('change who may do what', 'account', 'high'),
  protect: (name) => {
    if (name.isSlight) return deed('switch', 'sending', 'low');
    const isAccount = name.has('people', 'rights', 'secret', 'grave');
    return deed('switch', isAccount ? 'account' : 'sending', isAccount ? 'high' : 'medium');
  },
  run: (name) =>
    name.has('money')
      ? deed('pay', 'payment', 'critical')
      : name.isSlight
        ? deed('start', 'sending', 'low')
        : deed('run', 'execution', 'high'),
  agree: agreeing,
  decide: (name) =>
    name.has('money') ? deed('decide on', 'payment', 'critical') : deed('decide on', 'consent', 'high'),
  sign: () => deed('sign', 'consent', 'high'),
  leave: () => deed('unsubscribe', 'consent', 'medium'),
  login: () => deed('sign in', 'credentials', 'medium'),
  logout: (name) =>
    ofRegistration(name)
      ? deed('sign off', 'deletion', 'high')
      : deed('sign out', 'account', name.has('all') ? 'high' : 'low'),
  signUp: () => deed('sign up', 'account', 'high'),
  upload: () => deed('upload', 'upload', 'medium'),
  download: (name) =>
    name.has('secret') ? deed('export', 'credentials', 'high') : deed('export', 'download', 'low'),
  create: creating,
  update: updating,
  undo: () => deed('restore', 'sending', 'medium'),
  commit: committing,
  slightly: () => deed('change', 'sending', 'low'),
  shelve: (name) => {
    const isSlight = name.object === '' || name.isSlight || name.has('message');
    return deed('archive', 'sending', isSlight ? 'low' : 'medium');
  },
};
