package sc.fiji.stfpm.cli;

import sc.fiji.stfpm.report.RunReport;
import sc.fiji.stfpm.ui.FolderDetection;
import sc.fiji.stfpm.ui.JudgedPlane;

/** Adds each plane to a report, and hands it on. */
final class ReportLines implements FolderDetection.Listener {
	private final RunReport report;
	private final FolderDetection.Listener next;

	ReportLines(RunReport report, FolderDetection.Listener next) {
		this.report = report;
		this.next = next;
	}

	@Override
	public void judged(JudgedPlane plane) {
		report.add(plane.name().toString(), plane.image(), plane.result(), plane.pixelSize());
		next.judged(plane);
	}

	@Override
	public void failed(String name, String reason) {
		report.addFailure(name, reason);
		next.failed(name, reason);
	}
}
