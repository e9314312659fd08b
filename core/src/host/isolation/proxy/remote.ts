import type { PluginTask } from '../isolated-plugin.ts'
import type { CallContext } from '../process/call-line.ts'
import type { Call, CallRequest } from '../process/call.ts'
import type { PluginProcesses } from '../process/plugin-processes.ts'

/** One contribution of a plugin, in the process of whoever uses it. */
export class Remote {
  readonly #processes: PluginProcesses
  readonly #contribution: number
  readonly #owner: string

  constructor(processes: PluginProcesses, contribution: number, owner = '') {
    this.#processes = processes
    this.#contribution = contribution
    this.#owner = owner
  }

  /** The same contribution in a process of its own. */
  of(owner: string): Remote {
    return new Remote(this.#processes, this.#contribution, owner)
  }

  begin(
    task: Omit<PluginTask, 'plugin' | 'connection'>,
    request: Omit<CallRequest, 'contribution'>,
    context?: CallContext,
  ): Promise<Call> {
    return this.#processes.call(this.#owner, task, { ...request, contribution: this.#contribution }, context)
  }

  /** Calls and waits for what it gives. */
  async ask(
    task: Omit<PluginTask, 'plugin' | 'connection'>,
    request: Omit<CallRequest, 'contribution'>,
    context?: CallContext,
  ): Promise<unknown> {
    return (await this.begin(task, request, context)).result
  }
}
