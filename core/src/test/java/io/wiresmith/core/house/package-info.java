/** The rules of the house as tests that every module runs. Entry: {@link HouseRules}. */
@NullMarked
package io.wiresmith.core.house;

import org.jspecify.annotations.NullMarked;
