/** Images of which cells are computed when looked at, and kept within a bound. */
package sc.fiji.stfpm.cells;
