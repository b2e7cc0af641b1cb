using System.Diagnostics;
using System.Globalization;
using System.Text;
using System.Text.Json;

namespace Entrepot.Faults.CrashPoints;

/// <summary>Commands in an empty folder that die once at every point, from the founding of the company on, and are typed again: in the end it is as if they had run once.</summary>
public abstract class CommandTests
{
    private const int Orders = 40;
    private const int TriesMax = 100;

    protected abstract string Engine { get; }

    private protected abstract Task<PostgresProcess?> ServerAsync();

    [Fact]
    [Trait("Run", "faults")]
    public async Task A_command_that_dies_at_any_point_is_typed_again_and_has_run_once()
    {
        await using var postgres = await ServerAsync();
        var folder = Directory.CreateTempSubdirectory("entrepot-commands-").FullName;
        var database = postgres is null ? "sqlite:" + Path.Combine(folder, "entrepot.db") : await postgres.CreateDatabaseAsync();
        var points = Path.Combine(folder, "points.txt");
        await File.WriteAllTextAsync(Path.Combine(folder, "orders.csv"), Rows());
        var lists = Directory.CreateDirectory(Path.Combine(folder, "lists")).FullName;
        await File.WriteAllTextAsync(Path.Combine(lists, "sdn.csv"), "36,\"AEROCARIBBEAN AIRLINES\",-0- ,\"CUBA\",-0- ,-0- ,-0- ,-0- ,-0- ,-0- ,-0- ,-0- \n");

        var deaths = 0;
        deaths += await RepeatAsync($"import --profile plain-csv --channel dealers --complete true {folder}/orders.csv --json");
        deaths += await RepeatAsync($"parties import {lists} --dated 2026-11-01 --json");
        var again = JsonDocument.Parse((await RunAsync($"import --profile plain-csv --channel dealers --complete true {folder}/orders.csv --json")).Output).RootElement;
        var verify = await RunAsync("verify --json");
        var names = File.ReadAllLines(points).Select(line => line.Split('\t')[0]).ToList();

        Bar.Tell($"commands killed at every point, {Engine}", "as if they had run once", $"{deaths} deaths, {again.GetProperty("duplicates")} of {Orders} orders there, verify ended with {verify.Exit}", verify.Exit == 0);
        verify.Exit.ShouldBe(0, verify.Output);
        (again.GetProperty("orders").GetInt64(), again.GetProperty("duplicates").GetInt64()).ShouldBe((0, Orders), "each order was taken once");
        foreach (var place in PlacesInCode.OfCommands) names.ShouldContain(name => name.StartsWith(place, StringComparison.Ordinal), place);
        Directory.Delete(folder, recursive: true);

        async Task<int> RepeatAsync(string command)
        {
            for (var died = 0; died < TriesMax; died++)
            {
                var (exit, output) = await RunAsync(command, ("Entrepot__CrashOnce", points), ("Entrepot__CrashNot", "IdBlocks("));
                if (exit == 0) return died;
                exit.ShouldBe(137, output); // Killed, and for no other reason.
            }

            throw new InvalidOperationException($"'{command}' died {TriesMax} times.");
        }

        async Task<(int Exit, string Output)> RunAsync(string command, params (string Name, string Value)[] settings)
        {
            var start = new ProcessStartInfo("dotnet", [Path.Combine(ServerProcess.Program, "Entrepot.Server.dll"), .. command.Split(' '), "--data", folder]) { RedirectStandardOutput = true, RedirectStandardError = true };
            start.Environment["Entrepot__Database"] = database;
            foreach (var (name, value) in settings) start.Environment[name] = value;
            using var running = WithUs.Start(start);
            var errors = running.StandardError.ReadToEndAsync();
            var output = await running.StandardOutput.ReadToEndAsync();
            await running.WaitForExitAsync();
            return (running.ExitCode, running.ExitCode == 0 ? output : output + await errors);
        }
    }

    private static string Rows()
    {
        var text = new StringBuilder("order,line,sku,description,quantity,unit price,placed at,buyer,country,currency,name,address,city,province,postcode,phone,email,shipping\n");
        for (var order = 1; order <= Orders; order++)
            text.Append(CultureInfo.InvariantCulture, $"C-{order},1,NEW-{order % 7},Ceramic mug {order % 7},2,12.34,2026-11-02 10:00:00,C-{order},DE,EUR,Anna Hoffmann,Nebenstraße {order},Leipzig,,04109,+49 30 2313000,c{order}@example.com,9.90\n");
        return text.ToString();
    }

    public sealed class OnSqlite : CommandTests
    {
        protected override string Engine => "SQLite";

        private protected override Task<PostgresProcess?> ServerAsync() => Task.FromResult<PostgresProcess?>(null);
    }

    public sealed class OnPostgres : CommandTests
    {
        protected override string Engine => "PostgreSQL";

        private protected override async Task<PostgresProcess?> ServerAsync()
        {
            Assert.SkipUnless(PostgresProcess.IsInstalled, "PostgreSQL is not installed.");
            return await PostgresProcess.StartAsync();
        }
    }
}
