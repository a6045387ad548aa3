using System.Runtime.InteropServices;

namespace Guildhall.Gateway.Connections.Loops;

/// <summary>
/// The system calls of the loops, on Linux. Each returns -1 on failure, with the reason in
/// <see cref="Marshal.GetLastPInvokeError"/>, which must be read before the next call.
/// </summary>
internal static unsafe partial class Libc
{
    public const int Interrupted = 4;
    public const int TryAgain = 11;
    public const int OutOfMemory = 12;
    public const int TooManyFilesInSystem = 23;
    public const int TooManyFiles = 24;
    public const int OutOfBuffers = 105;

    public const int Peek = 0x2;
    public const int NoSignal = 0x4000;

    /// <summary>SOCK_NONBLOCK | SOCK_CLOEXEC.</summary>
    public const int NonBlocking = 0x800 | 0x80000;

    private const string Library = "libc";
    private const int SocketLevel = 1;
    private const int LingerOption = 13;
    private const int WritingEnd = 1;
    private const int DescriptorLimit = 7;

    [LibraryImport(Library, EntryPoint = "recv", SetLastError = true)]
    public static partial nint Receive(int socket, byte* buffer, nuint length, int flags);

    [LibraryImport(Library, EntryPoint = "send", SetLastError = true)]
    public static partial nint Send(int socket, byte* buffer, nuint length, int flags);

    [LibraryImport(Library, EntryPoint = "accept4", SetLastError = true)]
    public static partial int Accept(int listener, nint address, nint addressLength, int flags);

    [LibraryImport(Library, EntryPoint = "close", SetLastError = true)]
    public static partial int Close(int descriptor);

    [LibraryImport(Library, EntryPoint = "epoll_create1", SetLastError = true)]
    public static partial int EpollCreate(int flags);

    [LibraryImport(Library, EntryPoint = "epoll_ctl", SetLastError = true)]
    public static partial int EpollControl(int epoll, int operation, int descriptor, byte* what);

    [LibraryImport(Library, EntryPoint = "epoll_wait", SetLastError = true)]
    public static partial int EpollWait(int epoll, byte* events, int most, int timeoutMs);

    [LibraryImport(Library, EntryPoint = "eventfd", SetLastError = true)]
    public static partial int EventDescriptor(uint first, int flags);

    /// <summary>Makes the calling thread, on Linux it alone, nicer than it is.</summary>
    [LibraryImport(Library, EntryPoint = "nice")]
    public static partial int StepBack(int steps);

    [LibraryImport(Library, EntryPoint = "write", SetLastError = true)]
    public static partial nint Write(SafeHandle descriptor, ulong* value, nuint length);

    [LibraryImport(Library, EntryPoint = "socketpair", SetLastError = true)]
    public static partial int SocketPair(int family, int type, int protocol, int* pair);

    [LibraryImport(Library, EntryPoint = "sendmsg", SetLastError = true)]
    public static partial nint SendMessage(SafeHandle socket, MessageHeader* message, int flags);

    [LibraryImport(Library, EntryPoint = "recvmsg", SetLastError = true)]
    public static partial nint ReceiveMessage(SafeHandle socket, MessageHeader* message, int flags);

    [LibraryImport(Library, EntryPoint = "unshare", SetLastError = true)]
    public static partial int Unshare(int what);

    /// <summary>How many descriptors one table of this process may hold.</summary>
    public static int MostDescriptors()
    {
        // struct rlimit { unsigned long soft; unsigned long hard; }
        var limit = stackalloc ulong[2];
        return GetLimit(DescriptorLimit, limit) == 0 ? (int)Math.Min(limit[0], int.MaxValue) : 1_024;
    }

    /// <summary>Ends the connection after what has been sent.</summary>
    public static void HangUp(int socket)
    {
        _ = Shutdown(socket, WritingEnd);
        _ = Close(socket);
    }

    /// <summary>Ends the connection at once: what has not left is lost, and the peer is told by a reset.</summary>
    public static void Reset(int socket)
    {
        // struct linger { int onoff; int seconds; }
        var atOnce = stackalloc int[2] { 1, 0 };
        _ = SetOption(socket, SocketLevel, LingerOption, atOnce, 2 * sizeof(int));
        _ = Close(socket);
    }

    [LibraryImport(Library, EntryPoint = "shutdown", SetLastError = true)]
    private static partial int Shutdown(int socket, int how);

    [LibraryImport(Library, EntryPoint = "setsockopt", SetLastError = true)]
    private static partial int SetOption(int socket, int level, int option, int* value, uint length);

    [LibraryImport(Library, EntryPoint = "getrlimit", SetLastError = true)]
    private static partial int GetLimit(int what, ulong* limit);

    /// <summary>struct msghdr of 64-bit Linux.</summary>
    [StructLayout(LayoutKind.Sequential)]
    internal struct MessageHeader
    {
        public nint Name;
        public ulong NameLength;
        public IoVector* Parts;
        public ulong PartCount;
        public void* Control;
        public ulong ControlLength;
        public long Flags;
    }

    /// <summary>struct iovec.</summary>
    [StructLayout(LayoutKind.Sequential)]
    internal struct IoVector
    {
        public void* Start;
        public nuint Length;
    }
}
