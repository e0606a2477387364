/** One thing that a program does with the SDK. */
interface Part {
    void run() throws Exception;
}
