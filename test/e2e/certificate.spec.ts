import { once } from 'node:events';
import { createServer } from 'node:http';
import { type AddressInfo, connect, type Socket } from 'node:net';
import { samplePolicy } from '../helpers/sample-policy';
import { sampleSettings } from '../helpers/sample-settings';
import { openSecureSite } from '../helpers/secure-site';
import { test as base, ConsoleApp, expect } from './console-app';
import { WindowRuns } from './window-runs';

const HOST = 'accounts.example.com';

/** A console whose operator has a proxy, behind which there is one site, with a certificate that nobody has signed. */
const test = base.extend({
  airlock: async ({ dataFolder }, use) => {
    const site = await openSecureSite(HOST, (_request, response) => response.end('in'));
    const proxy = createServer();
    proxy.on('connect', (_request, socket: Socket) => {
      const to = connect(site.port, '127.0.0.1').on('error', () => socket.destroy());
      socket.on('error', () => to.destroy()).write('HTTP/1.1 200 OK\r\n\r\n');
      socket.pipe(to).pipe(socket);
    });
    proxy.listen(0, '127.0.0.1');
    await once(proxy, 'listening');
    const { port } = proxy.address() as AddressInfo;
    const airlock = await ConsoleApp.launch(dataFolder, { HTTPS_PROXY: `http://127.0.0.1:${port}` });
    await use(airlock);
    await airlock.close();
    proxy.close();
    await site.close();
  },
});

test('the operator is told which site can’t prove who it is, and why, while the run goes on', async ({
  airlock,
}) => {
  const { window } = airlock;
  const runs = new WindowRuns(window);
  await airlock.go('Live');
  const id = await runs.start(
    sampleSettings({
      policy: samplePolicy({ allowed_hosts: ['billing.practice.test:80', HOST] }),
      startUrl: `https://${HOST}/login`,
    }),
  );
  await runs.untilState(id, 'running');
  await runs.call('sessions:take-over', { sessionId: id });
  const notice = window.getByRole('status').filter({ hasText: 'can’t prove who it is' });
  await expect(notice).toContainText(`${HOST} can’t prove who it is.`);
  await expect(notice).toContainText('Its certificate is signed by nobody that the browser trusts.');
  await window.getByRole('tab', { name: /Network/ }).click();
  const hosts = window.getByRole('list', { name: 'Hosts' });
  await expect(hosts).toContainText('Refused: its certificate is signed by nobody that the browser trusts');
});
