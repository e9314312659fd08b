/**
 * A pure function that the compute pool can run: where its module is and under which name it is exported. The
 * types of what it takes and gives travel along, so that a wrong input is found by the compiler.
 */
export interface ComputeTask<Input, Output> {
  /** What it does, as a sentence about its failure begins: "Scheduling the portfolio". */
  readonly title: string
  /** Address of the module, with the suffix of the code that runs. */
  readonly module: string
  /** Name of the exported function. */
  readonly name: string
  /** Never there; it only carries the types. */
  readonly shape?: (input: Input) => Output
}

/** A function of one value that can be cloned or shared, with a result of the same kind. */
// The input's type is only known to the task itself, which is what `never` says.
export type ComputeFunction = (input: never) => unknown

/**
 * Names a pure function for the pool. The module is given relative to the caller and without suffix: published
 * packages hold JavaScript, the repository TypeScript, and a thread loads what its caller was loaded from.
 *
 * @example
 * ```ts no-check reason="names a module of its own folder"
 * // `scheduleNetwork` is a function of schedule-network.ts beside the caller, imported as a type.
 * export const SCHEDULE = computeTask<typeof scheduleNetwork>({
 *   title: 'Scheduling the portfolio',
 *   from: import.meta.url,
 *   module: './schedule-network',
 *   name: 'scheduleNetwork',
 * })
 * ```
 */
export function computeTask<Fn extends ComputeFunction>({
  title,
  from,
  module,
  name,
}: {
  readonly title: string
  /** `import.meta.url` of the caller. */
  readonly from: string
  /** Path of the module from there, without its suffix. */
  readonly module: string
  readonly name: string
}): ComputeTask<Parameters<Fn>[0], Awaited<ReturnType<Fn>>> {
  const suffix = from.slice(from.lastIndexOf('.'))
  return { title, name, module: new URL(`${module}${suffix}`, from).href }
}
