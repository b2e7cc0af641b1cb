using Entrepot.Kernel;
using Entrepot.Sandbox;
using Entrepot.Sandbox.Carriers;
using Entrepot.Transport.Contracts;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.DependencyInjection;

namespace Entrepot.Faults;

/// <summary>A booking in a carrier's own books.</summary>
internal sealed record CarrierLabel(string Carrier, string Number, string Reference, bool IsVoided);

/// <summary>
/// The carriers, in the tests' process: whatever happens to the servers, these go on and count what was really booked with
/// them. They speak the carriers' real wire formats and keep their books in a file of their own.
/// </summary>
internal sealed class CarrierWorld : IAsyncDisposable
{
    /// <summary>From collection to delivery; nobody here has a day to wait.</summary>
    private static readonly TimeSpan DeliverIn = TimeSpan.FromSeconds(2);

    private static readonly TimeSpan PollEvery = TimeSpan.FromSeconds(1);

    private readonly SandboxHost host;
    private readonly SandboxCarrierOptions options;
    private readonly string books;

    private CarrierWorld(SandboxHost host, SandboxCarrierOptions options, string books) => (this.host, this.options, this.books) = (host, options, books);

    public static async Task<CarrierWorld> OpenAsync(string folder, TimeProvider clock)
    {
        var books = Path.Combine(folder, "carriers.db");
        var options = new SandboxCarrierOptions { DeliverIn = DeliverIn, ShipmentFile = books };
        return new(await SandboxHost.StartAsync(options, clock, CancellationToken.None), options, books);
    }

    /// <summary>The company's accounts with these carriers, in the open unit of work.</summary>
    /// <param name="through">What stands between the company and a carrier, e.g. something that delays answers; null for nothing.</param>
    public async Task ConnectAsync(IServiceProvider scope, CancellationToken ct, Func<string, Uri, Uri>? through = null)
    {
        var setup = scope.GetRequiredService<ITransportSetup>();
        foreach (var (carrier, url, number) in new[] { ("ups", host.Ups, "1A2B3C"), ("dhl-express", host.DhlExpress, "123456789"), ("dhl-parcel-de", host.DhlParcelDe, "3333333333") })
        {
            var logins = new Dictionary<string, string> { ["user"] = options.User, ["password"] = options.Password, ["tracking-user"] = options.User, ["tracking-password"] = options.Password };
            (await setup.SetAccountAsync(new(carrier, through?.Invoke(carrier, url) ?? url, number, options.User, options.Password, logins, PollEvery), ct)).ShouldBe(Result.Ok);
        }
    }

    /// <summary>Everything ever booked, also what was taken back.</summary>
    public async Task<List<CarrierLabel>> LabelsAsync()
    {
        await using var connection = new SqliteConnection($"Data Source={books};Default Timeout=30");
        await connection.OpenAsync();
        await using var command = connection.CreateCommand();
        command.CommandText = "SELECT carrier, number, json_extract(content, '$.Reference'), is_voided FROM shipment";
        await using var reader = await command.ExecuteReaderAsync();
        var found = new List<CarrierLabel>();
        while (await reader.ReadAsync()) found.Add(new(reader.GetString(0), reader.GetString(1), reader.GetString(2), reader.GetInt64(3) == 1));
        return found;
    }

    public ValueTask DisposeAsync() => host.DisposeAsync();
}
