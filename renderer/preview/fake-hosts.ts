import type { HostList } from '../../shared/domain/hosts';

/** An engine in use, one that lacks the image, and one that does not answer. */
export const FAKE_HOSTS: HostList = {
  settings: {
    enabled: ['local', 'build'],
    added: [{ name: 'Build host', address: 'ssh://ops@build.example.com', certificates: null }],
    warm: 1,
  },
  engines: [
    {
      id: 'local',
      name: 'This machine',
      address: 'unix:///var/run/docker.sock',
      source: 'socket',
      isEnabled: true,
      state: 'ready',
      version: 'Docker 27.3.1 (API 1.47)',
      isolation: ['gvisor', 'runc'],
      capacity: { slots: 4, used: 1, warm: 1 },
      hasImage: true,
      missing: [],
    },
    {
      id: 'build',
      name: 'Build host',
      address: 'ssh://ops@build.example.com',
      source: 'added',
      isEnabled: true,
      state: 'ready',
      version: 'Docker 26.1.4 (API 1.45)',
      isolation: ['runc'],
      capacity: { slots: 12, used: 0, warm: 0 },
      hasImage: false,
      missing: [],
    },
    {
      id: 'lab',
      name: 'lab',
      address: 'tcp://10.1.4.20:2376',
      source: 'context',
      isEnabled: false,
      state: 'unreachable',
      version: null,
      isolation: [],
      capacity: { slots: 0, used: 0, warm: 0 },
      hasImage: false,
      missing: [
        {
          what: 'No Docker engine answers at tcp://10.1.4.20:2376.',
          remedy: 'Look whether it is up:\ndocker --context lab version',
        },
      ],
    },
  ],
};
