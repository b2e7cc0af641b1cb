using System.Net;
using System.Net.Http.Headers;
using System.Text.Json;
using System.Text.Json.Serialization;
using Entrepot.Kernel;
using Entrepot.Platform.Data;
using Microsoft.Data.Sqlite;

namespace Entrepot.Bench;

/// <summary>How fast single orders come in.</summary>
/// <param name="OrdersPerSecond">Accepted and on disk before the answer, while the server also sends them on their journeys when it has <paramref name="Workers"/>.</param>
/// <param name="Keyed">The same with an Idempotency-Key on each, whose answer is kept on disk too.</param>
/// <param name="BaselinePerSecond">One row and one synced commit per group, in the same grouping, without HTTP and without any rule.</param>
public sealed record PostReport(
    int Orders, int Connections, bool Workers, double OrdersPerSecond, double PostP50Ms, double PostP95Ms, double PostP99Ms, int Failed, HttpFigures Keyed,
    double BaselinePerSecond, double BaselineP99Ms, double Ratio, double OtherCpuPercent, double PeakMemoryMb);

/// <summary>Posts orders one by one over many connections.</summary>
public static class PostBench
{
    private const int GroupMax = 512;

    private static readonly JsonSerializerOptions Camel = new(JsonSerializerDefaults.Web)
    {
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingDefault,
        Converters = { new JsonStringEnumConverter() },
    };

    /// <param name="services">The running server's own.</param>
    /// <param name="key">An API key that may send orders.</param>
    /// <param name="folder">Where the floor writes its file: on the same disk.</param>
    public static async Task<PostReport> RunAsync(IServiceProvider services, TenantId company, Uri server, string key, string folder, bool workers, int orders, int connections, CancellationToken ct)
    {
        var world = new BenchWorld(services, () => JourneyBench.Scope(services, company));
        await world.BuildAsync(ct);
        using var client = HttpLoad.Client(server, key, connections);

        await PostAsync(client, Bodies(world.Skus, 1, Math.Min(orders, 5_000)), connections, keyed: false);
        var (plain, keyed) = (Bodies(world.Skus, 2, orders), Bodies(world.Skus, 3, orders));
        using var machine = new MachineLoad();
        var figures = await PostAsync(client, plain, connections, keyed: false);
        var withKeys = await PostAsync(client, keyed, connections, keyed: true);
        var load = machine.Stop();
        var floor = await FloorAsync(folder, plain, connections, ct);
        return new(orders, connections, workers, figures.PerSecond, figures.P50Ms, figures.P95Ms, figures.P99Ms, figures.Failed + withKeys.Failed, withKeys,
            floor.PerSecond, floor.P99Ms, Math.Round(figures.PerSecond / floor.PerSecond, 3), Math.Round(load.OthersPercent, 1), Math.Round(load.PeakMemoryMb));
    }

    private static Task<HttpFigures> PostAsync(HttpClient client, byte[][] bodies, int connections, bool keyed) =>
        HttpLoad.RunAsync(connections, bodies.Length, i => PostAsync(client, bodies[i], keyed ? $"bench-{i}" : null));

    /// <summary>Posts one order; whether it was accepted.</summary>
    internal static async Task<bool> PostAsync(HttpClient client, byte[] body, string? key)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, "/api/v1/orders?channel=bench") { Content = new ByteArrayContent(body) };
        request.Content.Headers.ContentType = new MediaTypeHeaderValue("application/json");
        if (key is not null) request.Headers.Add("Idempotency-Key", key);
        using var answer = await client.SendAsync(request);
        return answer.StatusCode == HttpStatusCode.Created;
    }

    internal static byte[][] Bodies(string[] skus, int seed, int count) =>
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
