package sc.fiji.stfpm.ui;

import java.awt.BorderLayout;
import java.awt.Dimension;
import java.awt.EventQueue;
import java.awt.Frame;
import java.awt.KeyboardFocusManager;
import java.awt.Rectangle;
import java.awt.Window;
import java.awt.event.KeyEvent;
import java.awt.event.WindowAdapter;
import java.awt.event.WindowEvent;

import javax.swing.Box;
import javax.swing.BoxLayout;
import javax.swing.BorderFactory;
import javax.swing.JButton;
import javax.swing.JComponent;
import javax.swing.JFrame;
import javax.swing.JLabel;
import javax.swing.JOptionPane;
import javax.swing.JPanel;
import javax.swing.JProgressBar;
import javax.swing.KeyStroke;
import javax.swing.Timer;

import ij.IJ;
import ij.ImageJ;
import ij.Prefs;
import ij.WindowManager;
import ij.gui.GUI;
import ij.gui.ImageWindow;
import ij.text.TextWindow;
import sc.fiji.stfpm.TimeLeft;

/**
 * A small window that shows a task once it takes more than two seconds, and lets the user cancel it. It never takes the focus. All but the
 * constructor and {@link #close} is on the event thread.
 */
final class ProgressWindow {
	/** What the window shows and asks to be done. Called on the event thread. */
	interface Watched {
		/** What is being done. */
		String message();

		/** From 0 to 1; negative where not known. */
		double fraction();

		/** Seconds; NaN where not known. */
		double secondsLeft();

		/** What the user would lose by cancelling, for a question; empty where that is nothing worth a question. */
		String loss(double seconds);

		/** How the work is gone on with after {@link #later}; empty where it cannot be. */
		String laterHelp();

		void cancel();

		/** Cancels, and keeps what a later run goes on with. */
		void later();
	}

	/** The title of ImageJ's log. */
	static final String LOG = "Log";
	private static final int LOG_WIDTH = 560, LOG_TOP = 150;
	private static final int TICK_MS = 100;
	private static final long DELAY_NANOS = 2_000_000_000L;
	private static final int STEPS = 1000, WIDTH = 440, GAP = 10;
	private static final String LATER = "Continue later", CANCEL = "Cancel", STOP = "Stop", GO_ON = "Go on";

	private final String title;
	private final boolean escapeAnywhere;
	private final Watched task;
	private final long start = System.nanoTime();
	private final Timer timer;
	/** All null until the window opens. */
	private JFrame frame;
	private JLabel what;
	private JLabel left;
	private JProgressBar bar;
	private JButton later;
	private JButton cancel;
	private boolean asking;

	/**
	 * @param title of the task
	 * @param escapeAnywhere whether Escape counts in whatever window, and no question is asked, as for a macro, which it ends, too
	 */
	ProgressWindow(String title, boolean escapeAnywhere, Watched task) {
		this.title = title;
		this.escapeAnywhere = escapeAnywhere;
		this.task = task;
		timer = new Timer(TICK_MS, event -> tick());
		timer.start();
	}

	private void tick() {
		if (!timer.isRunning()) return;
		if (IJ.escapePressed()) {
			IJ.resetEscape();
			if (escapeCounts()) stop();
		}
		if (frame == null && System.nanoTime() - start > DELAY_NANOS) open();
		if (frame != null) refresh();
	}

	/** In the log, too: it opens by itself when the task says something. */
	private boolean escapeCounts() {
		Window active = KeyboardFocusManager.getCurrentKeyboardFocusManager().getActiveWindow();
		return escapeAnywhere || active == null || active instanceof ImageJ || active instanceof ImageWindow || active == frame
			|| active == WindowManager.getFrame(LOG);
	}

	private void open() {
		frame = new JFrame(title);
		what = new JLabel(" ");
		left = new JLabel(" ");
		bar = new JProgressBar(0, STEPS);
		later = new JButton(LATER);
		cancel = new JButton(CANCEL);
		JPanel buttons = new JPanel();
		buttons.setLayout(new BoxLayout(buttons, BoxLayout.X_AXIS));
		buttons.add(left);
		buttons.add(Box.createHorizontalGlue());
		buttons.add(later);
		buttons.add(Box.createHorizontalStrut(GAP));
		buttons.add(cancel);
		later.addActionListener(event -> task.later());
		cancel.addActionListener(event -> stop());
		what.setPreferredSize(new Dimension(WIDTH, what.getPreferredSize().height));
		JPanel content = new JPanel(new BorderLayout(GAP, GAP));
		content.setBorder(BorderFactory.createEmptyBorder(GAP, GAP, GAP, GAP));
		content.add(what, BorderLayout.NORTH);
		content.add(bar, BorderLayout.CENTER);
		content.add(buttons, BorderLayout.SOUTH);
		content.registerKeyboardAction(event -> stop(), KeyStroke.getKeyStroke(KeyEvent.VK_ESCAPE, 0),
			JComponent.WHEN_IN_FOCUSED_WINDOW);
		frame.setContentPane(content);
		frame.setDefaultCloseOperation(JFrame.DO_NOTHING_ON_CLOSE);
		frame.addWindowListener(new WindowAdapter() {
			@Override
			public void windowClosing(WindowEvent event) {
				stop();
			}
		});
		refresh();
		show();
	}

	private void show() {
		frame.pack();
		Rectangle screen = GUI.getMaxWindowBounds(IJ.getInstance());
		frame.setLocation(screen.x + screen.width - frame.getWidth() - GAP, screen.y + GAP);
		// Somebody may be typing elsewhere.
		frame.setAutoRequestFocus(false);
		frame.setFocusableWindowState(false);
		frame.setVisible(true);
		frame.setFocusableWindowState(true);
	}

	/** Puts a log that has just opened below this window, where no image or plot opens; where the user once put it, it stays. */
	static void placeLog() {
		Frame log = WindowManager.getFrame(LOG);
		if (log == null || Prefs.getLocation(TextWindow.LOG_LOC_KEY) != null) return;
		Rectangle screen = GUI.getMaxWindowBounds(log);
		log.setSize(Math.min(LOG_WIDTH, screen.width), log.getHeight());
		log.setLocation(screen.x + screen.width - log.getWidth() - GAP, screen.y + LOG_TOP);
	}

	private void refresh() {
		String message = task.message();
		what.setText(message.isEmpty() ? title : message);
		double fraction = task.fraction(), seconds = task.secondsLeft();
		bar.setIndeterminate(fraction < 0);
		bar.setValue((int) (STEPS * fraction));
		left.setText(Double.isNaN(seconds) ? TimeLeft.text(elapsed()) : TimeLeft.text(seconds) + " left");
		String help = task.laterHelp();
		later.setVisible(!help.isEmpty());
		later.setToolTipText(help);
	}

	private double elapsed() {
		return (System.nanoTime() - start) / 1e9;
	}

	/** Asks first where much would be lost. */
	private void stop() {
		String loss = escapeAnywhere ? "" : task.loss(elapsed());
		if (loss.isEmpty()) task.cancel();
		else if (!asking) ask(loss);
	}

	private void ask(String loss) {
		asking = true;
		if (frame == null) open();
		Object[] choices = task.laterHelp().isEmpty() ? new Object[] { STOP, GO_ON } : new Object[] { LATER, STOP, GO_ON };
		JOptionPane question = new JOptionPane(loss, JOptionPane.QUESTION_MESSAGE, JOptionPane.DEFAULT_OPTION, null, choices, GO_ON);
		var dialog = question.createDialog(frame, title);
		dialog.setVisible(true);
		dialog.dispose();
		asking = false;
		if (STOP.equals(question.getValue())) task.cancel();
		else if (LATER.equals(question.getValue())) task.later();
	}

	/** Says at once that the work is asked to stop. */
	void stopping() {
		EventQueue.invokeLater(() -> {
			if (frame == null) return;
			cancel.setEnabled(false);
			later.setEnabled(false);
		});
	}

	/** Takes the window away; from any thread. */
	void close() {
		EventQueue.invokeLater(() -> {
			timer.stop();
			// Closes a question, too.
			if (frame != null) frame.dispose();
		});
	}
}
