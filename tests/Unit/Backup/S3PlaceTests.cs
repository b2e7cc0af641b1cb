using Entrepot.Platform.Backup;

namespace Entrepot.Unit.Backup;

/// <summary>Backups in a bucket of a real server.</summary>
public sealed class S3PlaceTests : IDisposable
{
    private const long PartSize = 5L << 20; // Servers take no smaller ones.

    private static readonly CancellationToken Ct = CancellationToken.None;

    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("entrepot-s3-files-");

    [Fact]
    public async Task What_was_put_is_listed_read_and_removed()
    {
        await using var server = await S3Server.StartAsync();
        var place = BackupPlaces.OfBucket("backups/of us", server.Setting);

        await place.PutAsync("b1/manifest", AFile(1_000), Ct);
        await place.PutAsync("b2/empty file", AFile(0), Ct);
        await BackupPlaces.OfBucket("backups/of others", server.Setting).PutAsync("b3/manifest", AFile(10), Ct);

        (await place.ListAsync(Ct)).ShouldBe([new("b1/manifest", 1_000), new("b2/empty file", 0)], ignoreOrder: true);
        (await ReadAsync(place, "b1/manifest")).ShouldBe(Bytes(1_000));
        await place.RemoveAsync("b1/manifest", Ct);
        await place.RemoveAsync("b1/manifest", Ct);
        (await place.ListAsync(Ct)).Select(stored => stored.Name).ShouldBe(["b2/empty file"]);
        (await Should.ThrowAsync<BackupException>(place.OpenAsync("b1/manifest", Ct))).Message.ShouldContain("is missing in backups at");
    }

    [Theory]
    [InlineData(PartSize + 1)]
    [InlineData((3 * PartSize) + 12_345)]
    public async Task A_large_file_goes_up_in_parts_and_comes_back_whole(long size)
    {
        await using var server = await S3Server.StartAsync();
        var place = InParts(server, Through());

        await place.PutAsync("b1/database", AFile(size), Ct);

        (await place.ListAsync(Ct)).ShouldBe([new("b1/database", size)]);
        (await ReadAsync(place, "b1/database")).SequenceEqual(Bytes(size)).ShouldBeTrue();
    }

    [Fact]
    public async Task A_part_that_fails_is_sent_again_alone()
    {
        await using var server = await S3Server.StartAsync();
        var line = Through();
        line.FailOnce = request => request.RequestUri!.Query.StartsWith("?partNumber=2", StringComparison.Ordinal);

        await InParts(server, line).PutAsync("b1/database", AFile(3 * PartSize), Ct);

        line.Sent.Count(request => request.Contains("partNumber=1", StringComparison.Ordinal)).ShouldBe(1);
        line.Sent.Count(request => request.Contains("partNumber=2", StringComparison.Ordinal)).ShouldBe(2);
    }

    [Fact]
    public async Task An_upload_that_is_broken_off_leaves_nothing_that_is_listed()
    {
        await using var server = await S3Server.StartAsync();
        using var stop = new CancellationTokenSource();
        var line = Through();
        line.Before = request =>
        {
            if (request.RequestUri!.Query.StartsWith("?partNumber=2", StringComparison.Ordinal)) stop.Cancel();
        };
        var place = InParts(server, line);

        await Should.ThrowAsync<OperationCanceledException>(place.PutAsync("b1/database", AFile(3 * PartSize), stop.Token));

        (await place.ListAsync(Ct)).ShouldBeEmpty();
        line.Sent[^2].ShouldStartWith("DELETE", customMessage: "its parts were given up");
    }

    [Fact]
    public async Task A_stranger_is_refused_in_the_servers_words()
    {
        await using var server = await S3Server.StartAsync();
        var place = BackupPlaces.OfBucket("backups/x", name => name.EndsWith("AccessKey", StringComparison.Ordinal) ? "STRANGER" : server.Setting(name));

        (await Should.ThrowAsync<BackupException>(place.PutAsync("b1/manifest", AFile(10), Ct))).Message.ShouldContain("InvalidAccessKeyId");
    }

    [Fact]
    public void What_is_missing_in_the_environment_is_named() =>
        Should.Throw<BackupException>(() => BackupPlaces.OfBucket("backups", _ => null)).Message.ShouldContain("Entrepot__Backup__S3__AccessKey");

    public void Dispose() => folder.Delete(recursive: true);

    private static S3Place InParts(S3Server server, Line line) => new(new(new HttpClient(line), S3Settings.Read(server.Setting), "backups", TimeProvider.System), "parts/", PartSize);

    private static Line Through() => new();

    private static async Task<byte[]> ReadAsync(IBackupPlace place, string name)
    {
        await using var from = await place.OpenAsync(name, Ct);
        var to = new MemoryStream();
        await from.CopyToAsync(to, Ct);
        return to.ToArray();
    }

    private string AFile(long size)
    {
        var path = Path.Combine(folder.FullName, $"{Guid.NewGuid():N}");
        File.WriteAllBytes(path, Bytes(size));
        return path;
    }

    private static byte[] Bytes(long size)
    {
        var bytes = new byte[size];
        new Random((int)size).NextBytes(bytes);
        return bytes;
    }

    /// <summary>The way to the server, which a test can cut.</summary>
    private sealed class Line() : DelegatingHandler(new SocketsHttpHandler())
    {
        public List<string> Sent { get; } = [];
        public Func<HttpRequestMessage, bool>? FailOnce { get; set; }
        public Action<HttpRequestMessage>? Before { get; set; }

        protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            Sent.Add($"{request.Method} {request.RequestUri}");
            Before?.Invoke(request);
            if (FailOnce?.Invoke(request) != true) return base.SendAsync(request, cancellationToken);
            FailOnce = null;
            throw new HttpRequestException("The line was cut.");
        }
    }
}
