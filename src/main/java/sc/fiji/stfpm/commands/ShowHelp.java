package sc.fiji.stfpm.commands;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;

import org.scijava.command.Command;
import org.scijava.command.CommandService;
import org.scijava.plugin.Attr;
import org.scijava.plugin.Parameter;
import org.scijava.plugin.Plugin;

import ij.IJ;
import ij.gui.HTMLDialog;
import sc.fiji.stfpm.ui.ImageJProgress;
import sc.fiji.stfpm.ui.Session;

/** The first steps, and every command with its macro keys. Works without internet. */
@Plugin(type = Command.class, label = "Anomaly Detection Help", visible = false,
	attrs = @Attr(name = AnomalyCommand.NO_RECORD),
	description = "The first steps, and every command with its macro keys.")
public class ShowHelp extends AnomalyCommand {
	private static final String FIRST_STEPS = "/sc/fiji/stfpm/commands/first-steps.html";

	@Parameter
	private CommandService commands;

	@Override
	void work(ImageJProgress shown) throws IOException {
		String reference = new CommandReference(commands).html();
		try (InputStream in = ShowHelp.class.getResourceAsStream(FIRST_STEPS)) {
			String html = "<html>" + new String(in.readAllBytes(), StandardCharsets.UTF_8) + reference + "</html>";
			if (Session.isSilent() || IJ.getInstance() == null) IJ.log(html.replaceAll("<[^>]*>", ""));
			else new HTMLDialog("Anomaly Detection", html, false);
		}
	}
}
