/** The DCMA's assessment; figures of metrics 8 to 14 as its users state them. */
export const PAM =
  'DCMA-EA PAM 200.1, Earned Value Management System Program Analysis Pamphlet, October 2012, https://studylib.net/doc/8377838/earned-value-management-system---system-surveillance'

/** The GAO's best practices. */
export const GAO =
  'GAO-16-89G, Schedule Assessment Guide, December 2015, https://gaoinnovations.gov/schedule-guide/introduction.html'

/** The sins, and how they are tested for. */
export const SINS = 'The Seven Deadly Sins of scheduling, Project World; tests after Eric Uyttewaal'

/** A threshold that no standard states. */
export const PRACTICE = 'The threshold is common practice; set what your house agrees on'
