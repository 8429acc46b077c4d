package sc.fiji.stfpm.commands;

import java.io.IOException;

import org.scijava.ItemIO;
import org.scijava.ItemVisibility;
import org.scijava.command.Command;
import org.scijava.plugin.Attr;
import org.scijava.plugin.Parameter;
import org.scijava.plugin.Plugin;

import sc.fiji.stfpm.teacher.KnownTeacher;
import sc.fiji.stfpm.teacher.Teacher;
import sc.fiji.stfpm.teacher.TeacherDownload;
import sc.fiji.stfpm.ui.ImageJProgress;

/** Fetches a published teacher, once, if the user agrees. */
@Plugin(type = Command.class, label = "Download Teacher Weights...", visible = false,
	attrs = @Attr(name = AnomalyCommand.NO_RECORD),
	description = "Fetches ImageNet's weights for a teacher, which is better on photographs than the one that comes "
		+ "with the plugin.")
public class DownloadTeacher extends AnomalyCommand {
	@Parameter(visibility = ItemVisibility.MESSAGE, required = false, persist = false)
	private String addresses = "Fetches torchvision's ImageNet weights, once, from download.pytorch.org, or where that fails from"
		+ " huggingface.co.";

	@Parameter(visibility = ItemVisibility.MESSAGE, required = false, persist = false)
	private String sizes = "ResNet-18: 46.8 MB, or 46.8 MB. Wide-ResNet-50-2: 138.2 MB, or 275.8 MB.";

	@Parameter(visibility = ItemVisibility.MESSAGE, required = false, persist = false)
	private String licence = "Licence: " + KnownTeacher.RESNET18.source() + ".";

	@Parameter(label = "Teacher", choices = { KnownTeacher.RESNET18_ID, KnownTeacher.WIDE_RESNET50_2_ID }, persist = false,
		description = "What to fetch; training then takes it by this name.")
	private String teacher = KnownTeacher.RESNET18_ID;

	@Parameter(label = "I agree to this download", persist = false,
		description = "Nothing is fetched without it.")
	private boolean agree = false;

	/** The teacher's name, backbone and the start of its hash. */
	@Parameter(type = ItemIO.OUTPUT)
	private String downloaded;

	private KnownTeacher known() {
		return KnownTeacher.of(teacher).orElseThrow(() -> notAllowed("teacher", teacher, "one of: " + String.join(", ", KnownTeacher.ALL
			.stream().map(KnownTeacher::id).toList())));
	}

	@Override
	public void check() {
		KnownTeacher known = known();
		if (!agree) throw new InputProblem("agree", "Nothing was fetched: tick 'I agree to this download' (agree=true) to get "
			+ known.description(), "Nothing is fetched unless you tick this, to get " + known.description());
	}

	@Override
	void work(ImageJProgress shown) throws IOException {
		KnownTeacher known = known();
		shown.offerLater("Stops now. What was fetched stays, and the next download goes on from there.");
		shown.keepsOnCancel();
		Teacher fetched = TeacherDownload.fetch(known, shown);
		downloaded = fetched.label();
		shown.note("Teacher " + downloaded + " is " + fetched.origin() + "; use it as teacher=" + known.id());
	}
}
