import type { Plugin } from '@headless-pmo/sdk'
import type { ConformanceOptions } from '@headless-pmo/testing/kit'

/** A plugin that is wrong in one way, and the law that has to notice. */
export interface Mutant {
  /** Id of the law: `D2`. */
  readonly law: string
  /** In which way it is wrong, in a sentence that goes on from "a plugin that …". */
  readonly fault: string
  readonly plugin: Plugin
  /** `rounds`: more cases than usual, where few of them are those in which the fault shows. */
  readonly options: ConformanceOptions & { readonly rounds?: number }
}

/** A plugin without a fault, that mutants are made from: all laws hold for it. */
export type Sound = Omit<Mutant, 'law' | 'fault'>
