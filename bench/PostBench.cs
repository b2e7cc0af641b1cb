using System.Text.Json;
using System.Text.Json.Serialization;
using Entrepot.Kernel;
using Entrepot.Platform.Data;
using Microsoft.AspNetCore.Http;
using Microsoft.Data.Sqlite;

namespace Entrepot.Bench;

/// <summary>How fast single orders come in.</summary>
/// <param name="OrdersPerSecond">Accepted and on disk before the answer, while the server also sends them on their journeys when it has <paramref name="Workers"/>.</param>
/// <param name="Keyed">The same with an Idempotency-Key on each, whose answer is kept on disk too.</param>
/// <param name="CpuMicros">Processor time for each, and <paramref name="KeyedCpuMicros"/> with a key: the server's, its journeys', the sender's and the database's.</param>
/// <param name="BaselinePerSecond">One row and one synced commit per group, in the same grouping, without HTTP and without any rule.</param>
public sealed record PostReport(
    string Engine, bool HotSku, int Orders, int Connections, bool Workers, double OrdersPerSecond, double PostP50Ms, double PostP95Ms, double PostP99Ms, int Failed, HttpFigures Keyed, double CpuMicros, double KeyedCpuMicros,
    double BaselinePerSecond, double BaselineP99Ms, double Ratio, double OtherCpuPercent, double PeakMemoryMb);

/// <summary>Where posts are measured.</summary>
/// <param name="Services">A product wired on the server's database, with one empty company.</param>
/// <param name="Key">An API key that may send orders.</param>
/// <param name="Folder">Where the floor writes its file: on the same disk.</param>
/// <param name="Helpers">Processes that belong to the measurement: the server, where it has one of its own, and the database.</param>
public sealed record PostPlace(string Engine, IServiceProvider Services, TenantId Company, Uri Server, string Key, string Folder, params int[] Helpers);

/// <summary>Posts orders one by one over many connections.</summary>
public static class PostBench
{
    private const int GroupMax = 512;
    private const int WarmUp = 8_000;

    private static readonly JsonSerializerOptions Camel = new(JsonSerializerDefaults.Web)
    {
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingDefault,
        Converters = { new JsonStringEnumConverter() },
    };

    /// <param name="place">Where the measured server runs.</param>
    /// <param name="workers">Whether it sends orders on their journeys meanwhile.</param>
    /// <param name="hotSku">Whether every line is of one SKU instead of 5,000.</param>
    /// <param name="perSecond">So many orders at most; 0 for as many as are answered.</param>
    public static async Task<PostReport> RunAsync(PostPlace place, bool workers, bool hotSku, int orders, int connections, int perSecond, CancellationToken ct)
    {
        var world = new BenchWorld(place.Services, () => JourneyBench.Scope(place.Services, place.Company));
        await world.BuildAsync(ct);
        string[] skus = hotSku ? [world.Skus[0]] : world.Skus;

        await WarmUpAsync([place.Server], place.Key, skus, WarmUp, connections);
        var (plain, keyed) = (Requests(place.Server, place.Key, skus, 2, orders, keyed: false), Requests(place.Server, place.Key, skus, 3, orders, keyed: true));
        for (var generation = 0; generation < 2; generation++) GC.Collect(); // What is sent is old then, and no collection moves it while times are taken.
        using var machine = new MachineLoad(place.Helpers);
        var figures = await PostAsync([place.Server], plain, connections, perSecond);
        var load = machine.Stop();
        using var again = new MachineLoad(place.Helpers);
        var withKeys = await PostAsync([place.Server], keyed, connections, perSecond);
        var keyedLoad = again.Stop();
        var floor = await FloorAsync(place.Folder, plain, connections, ct);
        return new(place.Engine, hotSku, orders, connections, workers, figures.PerSecond, figures.P50Ms, figures.P95Ms, figures.P99Ms, figures.Failed + withKeys.Failed, withKeys,
            Micros(load.OwnCpu), Micros(keyedLoad.OwnCpu), floor.PerSecond, floor.P99Ms, Math.Round(figures.PerSecond / floor.PerSecond, 3),
            Math.Round((load.OthersPercent + keyedLoad.OthersPercent) / 2, 1), Math.Round(Math.Max(load.PeakMemoryMb, keyedLoad.PeakMemoryMb)));

        double Micros(TimeSpan cpu) => Math.Round(cpu.TotalMicroseconds / orders);
    }

    /// <summary>A server compiles its methods once and runs for days; both ways through it are warmed.</summary>
    internal static async Task WarmUpAsync(IReadOnlyList<Uri> servers, string key, string[] skus, int each, int connections)
    {
        for (var way = 0; way < 4; way++)
            await PostAsync(servers, Requests(servers[0], key, skus, 10 + way, each / 2, keyed: way % 2 == 1), connections);
    }

    internal static Task<HttpFigures> PostAsync(IReadOnlyList<Uri> servers, byte[][] requests, int connections, int perSecond = 0) => RawLoad.RunAsync(servers, connections, requests, perSecond, StatusCodes.Status201Created);

    /// <summary>Whole requests, so that making them up takes no part in the time.</summary>
    internal static byte[][] Requests(Uri server, string key, string[] skus, int seed, int count, bool keyed) =>
        [.. Bodies(skus, seed, count).Select((body, i) => RawCaller.Post(server, "/api/v1/orders?channel=bench", key, body, keyed ? $"bench-{seed}-{i}" : null))];

    private static byte[][] Bodies(string[] skus, int seed, int count) =>
        [.. new BenchOrders(skus, seed).Take(count, DateTime.UnixEpoch.AddYears(56)).Select(order => JsonSerializer.SerializeToUtf8Bytes(order, Camel))];

    private static async Task<HttpFigures> FloorAsync(string folder, byte[][] bodies, int connections, CancellationToken ct)
    {
        await using var connection = new SqliteConnection($"Data Source={Path.Combine(folder, "floor.db")};Pooling=False");
        await connection.OpenAsync(ct);
        await RunAsync("PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; CREATE TABLE floor (id INTEGER PRIMARY KEY, body BLOB NOT NULL)");
        var floor = new Together<int, int, bool>(async (_, group) =>
        {
            await using var transaction = await connection.BeginTransactionAsync(CancellationToken.None);
            using (var insert = new RawStatement(connection, "INSERT INTO floor VALUES (?1, ?2)"))
                foreach (var i in group)
                {
                    insert.Bind(1, (long)i);
                    insert.Bind(2, bodies[i]);
                    insert.Run();
                }

            await transaction.CommitAsync(CancellationToken.None);
            return new bool[group.Count];
        }, GroupMax);
        return await HttpLoad.RunAsync(connections, bodies.Length, async i => !await floor.WriteAsync(0, i, CancellationToken.None));

        async Task RunAsync(string sql)
        {
            await using var command = connection.CreateCommand();
            command.CommandText = sql;
            await command.ExecuteNonQueryAsync(ct);
        }
    }
}
