import path from 'node:path';
import { Menu, type NativeImage, nativeImage, Tray } from 'electron';
import type { TrayIcon } from './console-tray';

/** An icon in the system's tray; null where there is no place for one. `icons` is the folder of the app's icons. */
export function makeTrayIcon(icons: string, onClick: () => void): TrayIcon | null {
  const [quiet, waiting] = [readIcon(icons), readIcon(path.join(icons, 'waiting'))];
  const tray = tryTray(quiet);
  if (tray === null) return null;
  // On macOS a click opens the menu.
  if (process.platform !== 'darwin') tray.on('click', onClick);
  return {
    show: ({ count, toolTip, menu }) => {
      tray.setImage(count === 0 ? quiet : waiting);
      tray.setToolTip(toolTip);
      if (process.platform === 'darwin') tray.setTitle(count === 0 ? '' : String(count));
      tray.setContextMenu(Menu.buildFromTemplate([...menu]));
    },
    remove: () => tray.destroy(),
  };
}

/** The console goes on without one. */
function tryTray(image: NativeImage): Tray | null {
  try {
    return new Tray(image);
  } catch {
    return null;
  }
}

function readIcon(folder: string): NativeImage {
  const [small, large] = ['16x16.png', '32x32.png'].map((file) =>
    nativeImage.createFromPath(path.join(folder, file)),
  ) as [NativeImage, NativeImage];
  // Panels there draw whatever they get at their own size.
  if (process.platform === 'linux') return large;
  small.addRepresentation({ scaleFactor: 2, buffer: large.toPNG() });
  return small;
}
