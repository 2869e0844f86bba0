import type { Bridge } from './client/airlock-client';

declare global {
  interface Window {
    readonly airlock: Bridge;
  }
}
