// A window on the renderer's preview, for the bench alone: nothing of the console's main process is in it.
const { app, BrowserWindow } = require('electron');

app.whenReady().then(() => {
  const window = new BrowserWindow({ width: 1280, height: 800, useContentSize: true });
  return window.loadURL(process.env.PREVIEW_ADDRESS);
});
