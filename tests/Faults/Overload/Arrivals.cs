using System.ComponentModel;
using System.Net.Sockets;
using System.Runtime.InteropServices;

namespace Entrepot.Faults.Overload;

/// <summary>
/// Says on which of thousands of connections something has come (<c>epoll</c>), at a price that does not rise with those on which
/// nothing has: asked one by one, waiting callers took a processor from the server that they were to measure.
/// </summary>
internal sealed class Arrivals : IDisposable
{
    private const int AtOnce = 512;
    private const int Add = 1;
    private const uint Input = 1;

    /// <summary>The kernel packs its record on this one architecture and nowhere else.</summary>
    private static readonly (int Size, int Data) Layout = RuntimeInformation.ProcessArchitecture == Architecture.X64 ? (12, 4) : (16, 8);

    private readonly int handle = Checked(EpollCreate(0));
    private readonly byte[] events = new byte[AtOnce * Layout.Size];
    private readonly Dictionary<int, Caller> callers = [];

    /// <summary>A connection that is closed is forgotten by the kernel; <see cref="Forget"/> forgets it here.</summary>
    public void Watch(Socket socket, Caller caller)
    {
        var number = (int)socket.Handle;
        var record = new byte[Layout.Size];
        BitConverter.TryWriteBytes(record, Input);
        BitConverter.TryWriteBytes(record.AsSpan(Layout.Data), number);
        callers[number] = caller;
        Checked(EpollControl(handle, Add, number, record));
    }

    public void Forget(Socket socket) => callers.Remove((int)socket.Handle);

    /// <summary>Waits a millisecond at most.</summary>
    public IEnumerable<Caller> Next()
    {
        var count = Math.Max(0, EpollWait(handle, events, AtOnce, 1)); // Below zero where a signal came first.
        for (var i = 0; i < count; i++)
            if (callers.TryGetValue(BitConverter.ToInt32(events, (i * Layout.Size) + Layout.Data), out var caller)) yield return caller;
    }

    public void Dispose() => _ = Close(handle);

    private static int Checked(int answer) => answer >= 0 ? answer : throw new Win32Exception(Marshal.GetLastPInvokeError());

    [DllImport("libc", EntryPoint = "epoll_create1", SetLastError = true)]
    private static extern int EpollCreate(int flags);

    [DllImport("libc", EntryPoint = "epoll_ctl", SetLastError = true)]
    private static extern int EpollControl(int handle, int what, int file, byte[] record);

    [DllImport("libc", EntryPoint = "epoll_wait", SetLastError = true)]
    private static extern int EpollWait(int handle, [Out] byte[] events, int max, int milliseconds);

    [DllImport("libc", EntryPoint = "close", SetLastError = true)]
    private static extern int Close(int handle);
}
