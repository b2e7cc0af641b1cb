using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using System.Runtime.CompilerServices;

namespace Entrepot.Unit.Backup;

/// <summary>A real server that speaks S3 (npm's s3rver): its folder and port are this test's own. Signatures are proven by Amazon's examples. <c>./test</c> installs it.</summary>
internal sealed class S3Server : IAsyncDisposable
{
    private static readonly string Program = Path.Combine(ThisFolder(), "../../S3/node_modules/s3rver/bin/s3rver.js");

    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("entrepot-s3-");
    private readonly Process process;

    private S3Server(int port)
    {
        Address = $"http://127.0.0.1:{port}";
        var start = new ProcessStartInfo("node", [Program, "--directory", folder.FullName, "--address", "127.0.0.1", "--port", $"{port}", "--configure-bucket", "backups"]) { RedirectStandardOutput = true, RedirectStandardError = true };
        process = Process.Start(start) ?? throw new InvalidOperationException("node did not start.");
        process.OutputDataReceived += (_, _) => { };
        process.ErrorDataReceived += (_, _) => { };
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
    }

    public string Address { get; }

    /// <summary>What it stores, as files.</summary>
    public string Folder => folder.FullName;

    public string? Setting(string name) => name switch
    {
        "Entrepot__Backup__S3__Endpoint" => Address,
        "Entrepot__Backup__S3__AccessKey" or "Entrepot__Backup__S3__SecretKey" => "S3RVER",
        _ => null,
    };

    public static async Task<S3Server> StartAsync()
    {
        Assert.SkipUnless(File.Exists(Program), "needs s3rver: npm ci --prefix tests/S3");
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        var port = ((IPEndPoint)listener.LocalEndpoint).Port;
        listener.Stop();
        var server = new S3Server(port);
        using var http = new HttpClient();
        for (var attempt = 0; ; attempt++)
        {
            try
            {
                using var answer = await http.GetAsync(new Uri(server.Address + "/backups"));
                return server;
            }
            catch (HttpRequestException) when (attempt < 300)
            {
                await Task.Delay(100);
            }
        }
    }

    public async ValueTask DisposeAsync()
    {
        process.Kill(entireProcessTree: true);
        await process.WaitForExitAsync();
        process.Dispose();
        folder.Delete(recursive: true);
    }

    private static string ThisFolder([CallerFilePath] string file = "") => Path.GetDirectoryName(file)!;
}
