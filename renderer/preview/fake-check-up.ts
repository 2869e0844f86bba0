import type { CheckUp, CheckUpItem } from '../../shared/domain/check-up';

export const FAKE_CHECK_UP: CheckUp = {
  checkedAt: Date.now() - 30_000,
  items: [
    { id: 'engine', label: 'Docker engine', state: 'ok', found: 'Docker 20.10.24, API 1.41', remedy: '' },
    {
      id: 'image',
      label: 'Sandbox image',
      state: 'missing',
      found: 'airlock-sandbox:1 is not there',
      remedy: 'Build it here, or on a terminal:\nnpm run setup -- --image',
    },
    {
      id: 'isolation',
      label: 'Isolation',
      state: 'warning',
      found: 'runc with Airlock’s seccomp profile',
      remedy:
        'For a kernel of its own, register gVisor with Docker:\nsudo runsc install && sudo systemctl restart docker',
    },
    { id: 'disk', label: 'Disk space', state: 'ok', found: '41 GB free', remedy: '' },
    {
      id: 'key',
      label: 'API key',
      state: 'warning',
      found: 'None: practice scenarios only',
      remedy: 'Save a key below to run Claude.',
    },
    { id: 'vault', label: 'Secret store', state: 'ok', found: 'GNOME Keyring', remedy: '' },
    { id: 'runtime', label: 'Electron runtime', state: 'ok', found: '45.4.1, official', remedy: '' },
  ],
};

export const FAKE_MODEL_WAY: CheckUpItem = {
  id: 'model-way',
  label: 'Way to the model',
  state: 'missing',
  found: 'https://models.example.com: its certificate is signed by nobody that this machine trusts.',
  remedy:
    'Nothing was sent. If it is signed within your company, add the signer to this system’s store or name its file in NODE_EXTRA_CA_CERTS, and start the console anew.',
};
