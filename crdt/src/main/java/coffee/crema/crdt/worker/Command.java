package coffee.crema.crdt.worker;

/// What a worker can be asked; `copy` is the number of a document's native copy. Also runs in the worker, so it must need no library.
public enum Command {
    /// Answers nothing, once the native code is loaded.
    PING(0),
    /// Applies stored chunks to the copy, which is made when it is not there. Answers nothing.
    LOAD(1),
    /// Applies chunks to the copy. Answers the heads, 32 bytes each.
    APPLY(2),
    /// `u32` bytes at most, heads. Answers the content, see {@link Tag}.
    READ(3),
    /// A content. Answers the chunk of the change that makes it.
    INITIAL(4),
    /// `u8` length and actor, `u32` count and heads, `u32` count and edits: each `u32` count and names of a path, and a content. Answers the chunk.
    EDIT(5),
    /// Frees the copy. Answers nothing.
    FREE(6),
    /// As READ. Answers the content, then `u32` count of places where values were set at the same time: each a JSON pointer (length, UTF-8), and `u32` count and contents.
    READ_ALL(7);

    private static final Command[] ALL = values();

    private final int number;

    Command(int number) {
        this.number = number;
    }

    /// As on the pipe.
    public int number() {
        return number;
    }

    /// @throws IllegalArgumentException when there is none with this number
    public static Command of(int number) {
        for (Command command : ALL) {
            if (command.number == number) {
                return command;
            }
        }
        throw new IllegalArgumentException("no command has the number " + number);
    }
}
