package sc.fiji.stfpm.ui;

import java.awt.Component;
import java.awt.Container;
import java.awt.Dialog;
import java.awt.EventQueue;
import java.awt.Frame;
import java.awt.Window;
import java.awt.event.KeyEvent;

import javax.swing.JButton;
import javax.swing.JLabel;

import ij.IJ;
import ij.ImageJ;
import ij.text.TextWindow;
import sc.fiji.stfpm.testing.imagej.User;

/** A user who reads in another window while a task goes on, and presses Escape here and there; prints what comes of it. */
final class ProgressProbe {
	private static final class Work implements ProgressWindow.Watched {
		private volatile String end = "goes on";

		@Override
		public String message() {
			return "image 3";
		}

		@Override
		public double fraction() {
			return 0.25;
		}

		@Override
		public double secondsLeft() {
			return 62;
		}

		@Override
		public String loss(double seconds) {
			return "Stop? Much would be lost.";
		}

		@Override
		public String laterHelp() {
			return "to be gone on with";
		}

		@Override
		public void cancel() {
			end = "cancelled";
		}

		@Override
		public void later() {
			end = "later";
		}
	}

	private ProgressProbe() {}

	public static void main(String[] args) throws Exception {
		new ImageJ();
		TextWindow other = new TextWindow("Other", "text", 300, 200);
		activate(other);
		Work work = new Work();
		ProgressWindow[] shown = new ProgressWindow[1];
		EventQueue.invokeAndWait(() -> shown[0] = new ProgressWindow("Task", false, work));
		User.until(() -> window("Task") != null);
		IJ.wait(500);
		say("focus stays", other.isActive());
		say("says", texts(window("Task")));
		IJ.setKeyDown(KeyEvent.VK_ESCAPE);
		User.until(() -> !IJ.escapePressed());
		say("Escape elsewhere", work.end + " " + User.dialogs());
		activate(IJ.getInstance());
		press(shown, "Go on");
		say("asked, no", work.end);
		activate(IJ.getInstance());
		press(shown, "Continue later");
		say("asked, later", work.end);
		shown[0].close();
		User.until(() -> window("Task") == null);
		say("closed", User.dialogs());
		System.exit(0);
	}

	/** Escape, and the answer to the question. */
	private static void press(ProgressWindow[] shown, String answer) throws Exception {
		IJ.setKeyDown(KeyEvent.VK_ESCAPE);
		User.until(() -> User.dialogs().contains("Task"));
		IJ.wait(300);
		for (Window window : Window.getWindows())
			if (window.isShowing() && window instanceof Dialog) EventQueue.invokeLater(User.swingButton(window, answer)::doClick);
		User.until(() -> User.dialogs().isEmpty());
		EventQueue.invokeAndWait(() -> {});
	}

	private static void activate(Frame window) {
		EventQueue.invokeLater(() -> {
			window.toFront();
			window.requestFocus();
		});
		User.until(window::isActive);
	}

	private static Frame window(String title) {
		for (Frame frame : Frame.getFrames())
			if (frame.isShowing() && frame.getTitle().equals(title)) return frame;
		return null;
	}

	private static String texts(Container container) {
		StringBuilder text = new StringBuilder();
		for (Component component : container.getComponents()) {
			if (component instanceof JLabel label) text.append(label.getText()).append("; ");
			else if (component instanceof JButton button) text.append('[').append(button.getText()).append("] ");
			else if (component instanceof Container inner) text.append(texts(inner));
		}
		return text.toString();
	}

	private static void say(String what, Object value) {
		System.out.println(what + ": " + value);
	}
}
