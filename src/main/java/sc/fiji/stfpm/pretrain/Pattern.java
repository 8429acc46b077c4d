package sc.fiji.stfpm.pretrain;

/** A grey pattern that fills the plane; its details are about one unit large. */
@FunctionalInterface
interface Pattern {
	/** @return from 0 to 1 */
	double at(double x, double y);
}
