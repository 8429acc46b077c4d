package sc.fiji.stfpm.cli;

import java.util.Optional;

import sc.fiji.stfpm.detect.DetectionResult;
import sc.fiji.stfpm.image.ImagePlane;
import sc.fiji.stfpm.report.RunReport;
import sc.fiji.stfpm.ui.FolderDetection;
import sc.fiji.stfpm.ui.PlaneName;

/** Adds each plane to a report, and hands it on. */
final class ReportLines implements FolderDetection.Listener {
	private final RunReport report;
	private final FolderDetection.Listener next;

	ReportLines(RunReport report, FolderDetection.Listener next) {
		this.report = report;
		this.next = next;
	}

	@Override
	public void judged(PlaneName name, ImagePlane image, DetectionResult result) {
		report.add(name.toString(), image, result, Optional.empty());
		next.judged(name, image, result);
	}

	@Override
	public void failed(String name, String reason) {
		report.addFailure(name, reason);
		next.failed(name, reason);
	}
}
