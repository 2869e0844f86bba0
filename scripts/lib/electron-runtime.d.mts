export interface ElectronRuntime {
  readonly executable: string;
  readonly version: string;
  readonly source: 'official' | 'npm-fallback';
  readonly folder: string;
}

export function electronRuntime(): ElectronRuntime | undefined;
