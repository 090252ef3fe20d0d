/**
 * Looks whether this machine and what it is configured to use are fit for work. Entry: {@link
 * io.wiresmith.jobs.doctor.Doctor}. May import every verb that jobs sees.
 */
@NullMarked
package io.wiresmith.jobs.doctor;

import org.jspecify.annotations.NullMarked;
