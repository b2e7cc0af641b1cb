using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;

namespace Entrepot.Unit.Printing;

/// <summary>A real CUPS on a free loopback port, as an ordinary user and with folders of its own. Its printers are raw queues to sockets of a test.</summary>
internal sealed class CupsServer : IAsyncDisposable
{
    private readonly string folder;
    private readonly Process process;

    private CupsServer(string folder, Process process, int port) => (this.folder, this.process, Port) = (folder, process, port);

    public int Port { get; }

    public string PrinterAt(string name) => string.Create(CultureInfo.InvariantCulture, $"ipp://127.0.0.1:{Port}/printers/{name}");

    /// <param name="printers">Name and the socket of each, and whether it takes jobs.</param>
    public static async Task<CupsServer> StartAsync(params (string Name, int Port, bool IsAccepting)[] printers)
    {
        const string Program = "/usr/sbin/cupsd";
        Assert.SkipUnless(File.Exists(Program), "needs cupsd (Debian package cups-daemon)");

        var folder = Directory.CreateTempSubdirectory("entrepot-cups-").FullName;
        var port = FreePort();
        foreach (var part in (string[])["bin/backend", "etc/ppd", "etc/ssl", "spool/tmp", "cache", "state", "log"]) Directory.CreateDirectory(Path.Combine(folder, part));
        await File.WriteAllTextAsync(Path.Combine(folder, "etc/cupsd.conf"), Daemon(port));
        await File.WriteAllTextAsync(Path.Combine(folder, "etc/cups-files.conf"), Files(folder));
        await File.WriteAllTextAsync(Path.Combine(folder, "etc/printers.conf"), string.Concat(printers.Select(printer => string.Create(CultureInfo.InvariantCulture,
            $"<Printer {printer.Name}>\nInfo {printer.Name}\nDeviceURI tray://127.0.0.1/{printer.Port}\nState Idle\nAccepting {(printer.IsAccepting ? "Yes" : "No")}\nShared No\nJobSheets none none\n</Printer>\n"))));

        // Debian keeps its own backend for sockets in a package that brings an office's worth of others: this one does the same.
        var backend = Path.Combine(folder, "bin/backend/tray");
        await File.WriteAllTextAsync(backend, "#!/bin/bash\ncat \"${6:--}\" > \"/dev/tcp/${DEVICE_URI#tray://}\"\n");
        if (!OperatingSystem.IsWindows()) File.SetUnixFileMode(backend, (UnixFileMode)0b111_101_101);
        foreach (var part in (string[])["daemon", "filter"]) Directory.CreateSymbolicLink(Path.Combine(folder, "bin", part), Path.Combine("/usr/lib/cups", part));

        string[] command = [Program, "-f", "-c", Path.Combine(folder, "etc/cupsd.conf"), "-s", Path.Combine(folder, "etc/cups-files.conf")];
        if (Environment.UserName == "root")
        {
            await RunAsync("chown", "-R", "nobody:nogroup", folder);
            command = ["/usr/bin/setpriv", "--reuid=nobody", "--regid=nogroup", "--clear-groups", "--", .. command];
        }

        var process = Process.Start(new ProcessStartInfo(command[0], command[1..]) { RedirectStandardOutput = true, RedirectStandardError = true }) ?? throw new InvalidOperationException("cupsd did not start.");
        var server = new CupsServer(folder, process, port);
        for (var i = 0; i < 200 && !process.HasExited; i++)
        {
            using var probe = new TcpClient();
            try
            {
                await probe.ConnectAsync(IPAddress.Loopback, port);
                return server;
            }
            catch (SocketException)
            {
                await Task.Delay(50);
            }
        }

        var said = process.HasExited ? await process.StandardError.ReadToEndAsync() : "nothing";
        await server.DisposeAsync();
        throw new InvalidOperationException($"cupsd does not listen; it said: {said}");
    }

    public async ValueTask DisposeAsync()
    {
        if (!process.HasExited) process.Kill();
        await process.WaitForExitAsync();
        process.Dispose();
        Directory.Delete(folder, recursive: true);
    }

    public static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }

    private static async Task RunAsync(string program, params string[] arguments)
    {
        using var process = Process.Start(program, arguments);
        await process.WaitForExitAsync();
        process.ExitCode.ShouldBe(0);
    }

    private static string Daemon(int port) => string.Create(CultureInfo.InvariantCulture,
        $"""
        Listen 127.0.0.1:{port}
        Browsing Off
        DefaultAuthType None
        WebInterface No
        LogLevel warn
        PreserveJobHistory Yes
        <Location />
          Order allow,deny
          Allow all
        </Location>
        <Policy default>
          JobPrivateAccess all
          JobPrivateValues none
          <Limit All>
            Order deny,allow
          </Limit>
        </Policy>

        """);

    private static string Files(string folder) =>
        $"""
        User {(Environment.UserName == "root" ? "nobody" : Environment.UserName)}
        SystemGroup nogroup
        ServerRoot {folder}/etc
        ServerBin {folder}/bin
        RequestRoot {folder}/spool
        TempDir {folder}/spool/tmp
        CacheDir {folder}/cache
        StateDir {folder}/state
        AccessLog {folder}/log/access
        ErrorLog {folder}/log/error
        PageLog {folder}/log/page
        ServerKeychain {folder}/etc/ssl

        """;
}
