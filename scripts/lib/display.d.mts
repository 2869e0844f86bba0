export interface VirtualDisplay {
  readonly display: string;
  readonly env: { readonly DISPLAY: string; readonly XAUTHORITY: string };
  stop(): void;
}

export function hasDisplay(env?: NodeJS.ProcessEnv, platform?: string): boolean;
export function startVirtualDisplay(options?: { size?: string; isApart?: boolean }): Promise<VirtualDisplay>;
