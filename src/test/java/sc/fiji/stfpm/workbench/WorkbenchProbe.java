package sc.fiji.stfpm.workbench;

import java.awt.Component;
import java.awt.event.KeyEvent;
import java.io.File;
import java.util.Locale;

import javax.swing.AbstractButton;
import javax.swing.JComboBox;
import javax.swing.JFrame;
import javax.swing.JList;
import javax.swing.JProgressBar;

import ij.IJ;
import ij.ImageJ;
import ij.Menus;
import ij.WindowManager;
import sc.fiji.stfpm.ij1.CommandBridge;
import sc.fiji.stfpm.testing.imagej.Hand;

/** A user from the sample data to a corrected false alarm, by mouse. Arguments: a folder for pictures. */
final class WorkbenchProbe {
	private WorkbenchProbe() {}

	public static void main(String[] args) throws Exception {
		File pictures = new File(args[0]);
		// In Fiji there is a window, and the menu entry.
		if (IJ.getInstance() == null) {
			new ImageJ();
			Menus.getCommands().put(WorkbenchFrame.TITLE, CommandBridge.class.getName() + "(\"OpenWorkbench\")");
		}
		long start = System.nanoTime();
		Hand hand = new Hand();
		try {
			IJ.doCommand(WorkbenchFrame.TITLE);
			JFrame frame = (JFrame) Hand.window(WorkbenchFrame.TITLE);
			hand.picture(frame, new File(pictures, "workbench-empty.png"));
			run(hand, frame, pictures, start);
		}
		catch (Throwable e) {
			e.printStackTrace();
			hand.display(new File(pictures, "failed.png"));
			Runtime.getRuntime().halt(1);
		}
		System.out.flush();
		Runtime.getRuntime().halt(0);
	}

	@SuppressWarnings("unchecked")
	private static void run(Hand hand, JFrame frame, File pictures, long start) throws Exception {
		JList<Entry> gallery = Hand.find(frame, JList.class, "gallery"), normals = Hand.find(frame, JList.class, "normals");
		hand.click(Hand.find(frame, AbstractButton.class, "Sample data \u25be"));
		hand.clickEntry("Blood cells");
		Hand.until(() -> gallery.getModel().getSize() > 0 && normals.getModel().getSize() > 0);
		hand.picture(frame, new File(pictures, "workbench-sample.png"));
		hand.click(Hand.find(frame, AbstractButton.class, "Learn"));
		JProgressBar bar = Hand.find(frame, JProgressBar.class, "progress");
		Hand.until(() -> bar.isVisible() && !bar.isIndeterminate() && bar.getPercentComplete() > 0.3 || isJudged(gallery));
		hand.picture(frame, new File(pictures, "workbench-learning.png"));
		Hand.until(() -> isJudged(gallery));
		hand.picture(frame, new File(pictures, "workbench-judged.png"));
		Component histogram = Hand.find(frame, Component.class, "histogram");
		hand.drag(histogram, 0.45, 0.36);
		hand.picture(frame, new File(pictures, "workbench-threshold.png"));
		int alarm = falseAlarm(gallery);
		System.out.println("judged " + gallery.getModel().getSize());
		Entry entry = gallery.getModel().getElementAt(alarm);
		float before = entry.score();
		hand.click(gallery, alarm);
		AbstractButton accept = Hand.find(frame, AbstractButton.class, "Accept as normal");
		Hand.until(accept::isEnabled);
		hand.picture(frame, new File(pictures, "workbench-alarm.png"));
		hand.click(accept);
		Hand.until(() -> !entry.isStale() && entry.score() < before);
		hand.picture(frame, new File(pictures, "workbench-corrected.png"));
		System.out.println("corrected " + (entry.score() < before));
		System.out.println("clicks " + hand.clicks());
		System.out.print(Hand.onEvents(() -> ((WorkbenchFrame) frame).workbench().record.macro()));
		System.out.printf(Locale.ROOT, "seconds %.1f%n", (System.nanoTime() - start) / 1e9);
		look(hand, frame, pictures, gallery);
	}

	/** Pictures for the guide that are not on the way. */
	private static void look(Hand hand, JFrame frame, File pictures, JList<Entry> gallery) throws Exception {
		Workbench workbench = ((WorkbenchFrame) frame).workbench();
		Hand.until(() -> isJudged(gallery) && !workbench.tasks.isBusy());
		JComboBox<?> filter = Hand.find(frame, JComboBox.class, "filter");
		Hand.onEvents(() -> {
			workbench.forgetThreshold();
			filter.setSelectedItem(Gallery.Filter.WRONG);
			return null;
		});
		if (Hand.onEvents(() -> gallery.getModel().getSize()) > 0) hand.click(gallery, 0);
		hand.picture(frame, new File(pictures, "workbench-wrong.png"));
		Hand.onEvents(() -> {
			filter.setSelectedItem(Gallery.Filter.ALL);
			return null;
		});
		hand.click(gallery, 0);
		hand.key(KeyEvent.VK_ENTER);
		Hand.until(() -> WindowManager.getCurrentImage() != null && WindowManager.getCurrentImage().getOverlay() != null);
		System.out.println("opened " + WindowManager.getCurrentImage().getOverlay().size());
	}

	private static boolean isJudged(JList<Entry> gallery) {
		for (int i = 0; i < gallery.getModel().getSize(); i++)
			if (gallery.getModel().getElementAt(i).isStale()) return false;
		return true;
	}

	/** The strongest alarm in an image that is labelled normal, or if there is none, in any. */
	private static int falseAlarm(JList<Entry> gallery) {
		for (int i = 0; i < gallery.getModel().getSize(); i++) {
			Entry entry = gallery.getModel().getElementAt(i);
			if (entry.label().orElse(null) == Label.NORMAL && ((Gallery) gallery.getModel()).status(entry) == Status.ANOMALOUS) return i;
		}
		return 0;
	}
}
