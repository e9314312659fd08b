import type { ConfiguredContribution } from './isolated-plugin.ts'

/** Marks a contribution whose code runs elsewhere; only core makes them. */
const BIND = Symbol('bind')

/** A contribution that can be given a process of its own. */
export interface Bindable<C extends ConfiguredContribution> {
  readonly [BIND]: (config: unknown, owner: string) => Promise<C>
}

/** Marks a contribution as one that has to be bound before it knows its config's addresses. */
export function bindable<C extends ConfiguredContribution>(
  contribution: C,
  bind: (config: unknown, owner: string) => Promise<C>,
): C & Bindable<C> {
  return { ...contribution, [BIND]: bind }
}

/**
 * A contribution as one connection (or notifier, or route) uses it: in a process of its own, with the addresses, folders and limits
 * that follow from its config at hand. Inline contributions are given back as they are. Call it before `createConnectionHost`,
 * and use what it gives for everything that follows.
 *
 * @param owner id of the connection or notifier
 * @throws PmoError `config-invalid` with every mistake that the plugin's own schema finds; PmoError `plugin-unusable`
 */
export async function bindContribution<C extends ConfiguredContribution>(
  contribution: C,
  config: unknown,
  owner: string,
): Promise<C> {
  return isBindable(contribution) ? contribution[BIND](config, owner) : contribution
}

function isBindable<C extends ConfiguredContribution>(contribution: C): contribution is C & Bindable<C> {
  return BIND in contribution
}
