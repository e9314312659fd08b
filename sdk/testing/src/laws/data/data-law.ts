import type { Law } from '../law.ts'
import type { LawSubject } from '../subject.ts'

/** A law about what a connector reads; it needs a tracker to read from. */
export function dataLaw(law: Omit<Law, 'kinds' | 'applies'> & { readonly applies?: Law['applies'] }): Law {
  return {
    ...law,
    kinds: ['connector'],
    applies: (subject: LawSubject) =>
      subject.upstream === undefined
        ? 'the conformance test gives no upstream'
        : (law.applies?.(subject) ?? true),
  }
}
