import type { ConnectionHost } from './connection-host.ts'

interface Entry {
  readonly host: Promise<ConnectionHost>
  users: number
}

/** A use of a host; disposing of the last one closes it. */
export interface HostUse extends AsyncDisposable {
  readonly host: ConnectionHost
}

/**
 * One host a connection while anybody uses it, so that runs and questions share its gate. Between uses it is
 * closed: a secret that was changed in its file or environment is read anew.
 */
export class SharedHosts implements AsyncDisposable {
  readonly #entries = new Map<string, Entry>()

  /** Joins the host that is open under this key, or opens it. */
  async use(key: string, open: () => Promise<ConnectionHost>): Promise<HostUse> {
    const entry = this.#entries.get(key) ?? { host: open(), users: 0 }
    this.#entries.set(key, entry)
    entry.users += 1
    const release = async (): Promise<void> => {
      entry.users -= 1
      if (entry.users > 0) return
      if (this.#entries.get(key) === entry) this.#entries.delete(key)
      await (await entry.host.catch(() => undefined))?.dispose()
    }
    try {
      const host = await entry.host
      let released: Promise<void> | undefined
      return { host, [Symbol.asyncDispose]: () => (released ??= release()) }
    } catch (error) {
      await release()
      throw error
    }
  }

  async [Symbol.asyncDispose](): Promise<void> {
    const entries = [...this.#entries.values()]
    this.#entries.clear()
    await Promise.all(entries.map(async ({ host }) => (await host.catch(() => undefined))?.dispose()))
  }
}
