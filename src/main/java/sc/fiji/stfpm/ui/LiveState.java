package sc.fiji.stfpm.ui;

import java.util.List;
import java.util.Locale;

import ij.gui.Roi;
import sc.fiji.stfpm.detect.DetectionResult;
import sc.fiji.stfpm.score.Verdict;

/**
 * What live detection has to show of one plane.
 *
 * @param slice from 1
 * @param frame from 1
 * @param rois that show it, not yet in an overlay; empty where it could not be judged
 * @param text one line for people: score and decision, or why there are none
 * @param alarm whether the text is a warning
 */
record LiveState(int slice, int frame, List<Roi> rois, String text, boolean alarm) {
	static LiveState of(PlaneResult plane, List<Roi> rois) {
		DetectionResult r = plane.result();
		String note = r.comparison().note().isEmpty() ? "" : "; " + r.comparison().note();
		return new LiveState(plane.slice(), plane.frame(), rois, String.format(Locale.ROOT, "%s: score %.4g, threshold %.4g%s", r.decision(), r
			.score(), r.calibration().threshold(), note), r.verdict() != Verdict.NORMAL);
	}

	static LiveState failed(int slice, int frame, String reason) {
		return new LiveState(slice, frame, List.of(), reason, true);
	}

	boolean isOf(int otherSlice, int otherFrame) {
		return slice == otherSlice && frame == otherFrame;
	}
}
