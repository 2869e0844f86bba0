import { Menu, type MenuItemConstructorOptions } from 'electron';

/**
 * macOS needs a menu for copy and paste to have their keys. Elsewhere there is none: Electron's own would bring reload,
 * zoom and the developer tools with it.
 */
export function setConsoleMenu(): void {
  const template: MenuItemConstructorOptions[] = [
    { role: 'appMenu' },
    { role: 'editMenu' },
    { role: 'windowMenu' },
  ];
  Menu.setApplicationMenu(process.platform === 'darwin' ? Menu.buildFromTemplate(template) : null);
}
