package sc.fiji.stfpm.memory;

/** What is left out of a memory to judge one of the normal images, or patches of images, as if it were new. */
public interface LeaveOut {
	/** Each alone. */
	LeaveOut ALONE = new LeaveOut() {
		@Override
		public boolean leavesOut(int judged, int other) {
			return judged == other;
		}

		@Override
		public boolean mayStandIn(int one, int other) {
			return one != other;
		}
	};

	/** Whether a memory that judges one of them has to do without another, or itself; symmetric. */
	boolean leavesOut(int judged, int other);

	/** Whether one may stand in for another wherever that is left out: nothing that leaves out the one leaves out the other; symmetric. */
	boolean mayStandIn(int one, int other);
}
