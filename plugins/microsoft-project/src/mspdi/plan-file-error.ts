/** A plan file that cannot be read: one sentence for the operator, with what to do next. */
export class PlanFileError extends Error {
  override readonly name = 'PlanFileError'
}

/** The way out that most of these errors end with. */
export const SAVE_AS_XML =
  'open the plan in Microsoft Project, choose File > Save As > XML Format (*.xml), and sync that file'
