using System.Xml.Linq;
using Entrepot.Platform;
using Entrepot.Platform.Data;
using Entrepot.Platform.Modules;
using Entrepot.Platform.Security;
using Entrepot.Platform.Security.Keys;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.DataProtection.Repositories;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;

namespace Entrepot.Unit.Processes;

/// <summary>The keys of an installation lie in its database, and what opens them does not.</summary>
[Storage]
public sealed class InstallationKeyTests : IAsyncLifetime
{
    private const string Purpose = "carrier-account/ups";
    private static readonly string First = Convert.ToBase64String([.. Enumerable.Range(0, 32).Select(i => (byte)i)]);
    private static readonly string Second = Convert.ToBase64String([.. Enumerable.Range(100, 32).Select(i => (byte)i)]);

    private readonly string folder = Directory.CreateTempSubdirectory("entrepot-keys-").FullName;
    private string address = "";

    public async ValueTask InitializeAsync() => address = await TestDatabase.FreshAddressAsync();

    public async ValueTask DisposeAsync()
    {
        await TestDatabase.RemoveAsync(address);
        Directory.Delete(folder, recursive: true);
    }

    [Fact]
    public async Task What_one_process_sealed_another_one_with_the_same_master_key_opens()
    {
        await using var one = await StartAsync(("Entrepot:MasterKey", First));
        await using var other = await StartAsync(("Entrepot:MasterKey", First));

        Open(other, Seal(one, "s3cret")).ShouldBe("s3cret");
        Open(one, Seal(other, "s3cret")).ShouldBe("s3cret");
        (await KeysAsync(one)).Count.ShouldBe(1, "the second found the first one's key");
    }

    [Fact]
    public async Task A_process_with_another_master_key_is_refused_and_told_why()
    {
        await using (await StartAsync(("Entrepot:MasterKey", First))) { }

        var refused = await Should.ThrowAsync<InvalidOperationException>(() => StartAsync(("Entrepot:MasterKey", Second)));

        refused.Message.ShouldContain("the master key of this process is another one");
        refused.Message.ShouldContain("Entrepot__MasterKey");
        refused.Message.ShouldNotContain(Second);
    }

    [Fact]
    public async Task A_process_on_another_machine_without_a_master_key_is_refused_and_makes_none()
    {
        await using (await StartAsync(("Entrepot:Keys", Folder("a")))) { }

        var refused = await Should.ThrowAsync<InvalidOperationException>(() => StartAsync(("Entrepot:Keys", Folder("b"))));

        refused.Message.ShouldContain("this process has no master key");
        refused.Message.ShouldContain(Path.Combine(Folder("b"), "master.key"));
        File.Exists(Path.Combine(Folder("b"), "master.key")).ShouldBeFalse();
    }

    [Theory]
    [InlineData("short")]
    [InlineData("not base64 at all, but long enough to be one!!")]
    [InlineData("AAAA")]
    public async Task A_master_key_that_is_none_is_refused_with_the_way_to_make_one(string text) =>
        (await Should.ThrowAsync<InvalidOperationException>(() => StartAsync(("Entrepot:MasterKey", text)))).Message.ShouldContain("openssl rand -base64 32");

    [Fact]
    public async Task The_first_start_on_one_machine_makes_a_master_key_that_nobody_else_may_read()
    {
        string sealedSecret;
        await using (var first = await StartAsync(("Entrepot:Keys", Folder("a")))) sealedSecret = Seal(first, "s3cret");

        var path = Path.Combine(Folder("a"), "master.key");
        if (!OperatingSystem.IsWindows()) File.GetUnixFileMode(path).ShouldBe(UnixFileMode.UserRead | UnixFileMode.UserWrite);
        Directory.GetFiles(Folder("a")).ShouldBe([path]);
        await using var next = await StartAsync(("Entrepot:Keys", Folder("a")));
        Open(next, sealedSecret).ShouldBe("s3cret");
    }

    [Fact]
    public async Task The_file_of_one_machine_may_be_given_to_another_in_the_environment()
    {
        await using var first = await StartAsync(("Entrepot:Keys", Folder("a")));
        await using var other = await StartAsync(("Entrepot:Keys", Folder("b")), ("Entrepot:MasterKey", await File.ReadAllTextAsync(Path.Combine(Folder("a"), "master.key"))));

        Open(other, Seal(first, "s3cret")).ShouldBe("s3cret");
    }

    [Fact]
    public async Task Keys_that_lay_in_the_folder_are_taken_over_and_leave_it()
    {
        var before = new ServiceCollection();
        before.AddDataProtection().SetApplicationName("Entrepot").PersistKeysToFileSystem(new(Folder("a")));
        string sealedSecret;
        await using (var old = before.AddSingleton<StoredSecrets>().BuildServiceProvider()) sealedSecret = Seal(old, "s3cret");
        Directory.GetFiles(Folder("a"), "*.xml").Length.ShouldBe(1);

        await using var now = await StartAsync(("Entrepot:Keys", Folder("a")));

        Open(now, sealedSecret).ShouldBe("s3cret");
        Directory.GetFiles(Folder("a"), "*.xml").ShouldBeEmpty("a key that everybody can read protects nothing");
        await using var next = await StartAsync(("Entrepot:Keys", Folder("a")));
        Open(next, sealedSecret).ShouldBe("s3cret");
    }

    [Fact]
    public async Task A_secret_whose_keys_cannot_be_read_while_the_database_is_away_is_not_taken_for_lost()
    {
        var keys = new KeysThatGoAway();
        await using var one = WithKeys(keys);
        var sealedSecret = Seal(one, "s3cret");
        await using var other = WithKeys(keys);

        keys.IsAway = true;
        Should.Throw<NpgsqlException>(() => Open(other, sealedSecret)).Message.ShouldBe("away");

        keys.IsAway = false;
        await using var later = WithKeys(keys);
        Open(later, sealedSecret).ShouldBe("s3cret");
        Open(later, "sealed:nonsense").ShouldBeNull();
    }

    [Fact]
    public async Task A_copy_of_the_database_alone_shows_no_key()
    {
        await using var process = await StartAsync(("Entrepot:MasterKey", First));

        var rows = await KeysAsync(process);

        rows.ShouldAllBe(row => !row.Contains("key", StringComparison.OrdinalIgnoreCase) && !row.Contains('<'));
        rows.ShouldAllBe(row => Convert.FromBase64String(row).Length > 100);
    }

    [Fact]
    public async Task A_new_master_key_takes_the_place_of_the_one_before()
    {
        string sealedSecret;
        await using (var old = await StartAsync(("Entrepot:MasterKey", First))) sealedSecret = Seal(old, "s3cret");

        await using (var changing = await StartAsync(("Entrepot:MasterKey", Second), ("Entrepot:MasterKeyBefore", First))) Open(changing, sealedSecret).ShouldBe("s3cret");

        await using var later = await StartAsync(("Entrepot:MasterKey", Second));
        Open(later, sealedSecret).ShouldBe("s3cret");
        await Should.ThrowAsync<InvalidOperationException>(() => StartAsync(("Entrepot:MasterKey", First)));
    }

    [Fact]
    public async Task Keys_that_are_carried_to_another_database_open_there_under_another_master_key()
    {
        var elsewhere = await TestDatabase.FreshAddressAsync();
        await using (var here = await StartAsync(("Entrepot:MasterKey", First)))
        await using (var there = await StartAtAsync(elsewhere, ("Entrepot:MasterKey", Second)))
        {
            var sealedSecret = Seal(here, "s3cret");
            Open(there, sealedSecret).ShouldBeNull();

            InstallationKeys.Carry(here, there);
            InstallationKeys.Carry(here, there);

            (await KeysAsync(there)).Count.ShouldBe(2);
            await using var next = await StartAtAsync(elsewhere, ("Entrepot:MasterKey", Second));
            Open(next, sealedSecret).ShouldBe("s3cret");
        }

        await TestDatabase.RemoveAsync(elsewhere);
    }

    [Fact]
    public async Task Processes_that_start_at_once_on_one_new_database_make_one_key()
    {
        Assert.SkipUnless(PostgresServer.IsChosen, "Several processes work on PostgreSQL.");

        var all = await Task.WhenAll(Enumerable.Range(0, 6).Select(_ => StartAsync(("Entrepot:Keys", Folder("shared")))));

        (await KeysAsync(all[0])).Count.ShouldBe(1);
        var sealedSecret = Seal(all[0], "s3cret");
        all.ShouldAllBe(process => Open(process, sealedSecret) == "s3cret");
        foreach (var process in all) await process.DisposeAsync();
    }

    private string Folder(string name) => Path.Combine(folder, name);

    private Task<ServiceProvider> StartAsync(params (string Name, string Value)[] settings) => StartAtAsync(address, settings);

    private static async Task<ServiceProvider> StartAtAsync(string address, params (string Name, string Value)[] settings)
    {
        var configuration = new ConfigurationBuilder().AddInMemoryCollection(settings.Select(setting => KeyValuePair.Create(setting.Name, (string?)setting.Value))).Build();
        var services = new ServiceCollection().AddLogging().AddPlatform(new ModuleList([]), address, configuration).BuildServiceProvider();
        await DatabaseSetup.PrepareAsync(services, CancellationToken.None);
        return services;
    }

    private static string Seal(IServiceProvider process, string secret) => process.GetRequiredService<StoredSecrets>().Seal(TestDatabase.Ours, Purpose, secret);

    private static string? Open(IServiceProvider process, string stored) => process.GetRequiredService<StoredSecrets>().Open(TestDatabase.Ours, Purpose, stored);

    private static ServiceProvider WithKeys(KeysThatGoAway keys)
    {
        var services = new ServiceCollection().AddLogging();
        services.AddDataProtection().SetApplicationName("Entrepot").AddKeyManagementOptions(options => options.XmlRepository = keys);
        return services.AddSingleton<StoredSecrets>().BuildServiceProvider();
    }

    private sealed class KeysThatGoAway : IXmlRepository
    {
        private readonly List<XElement> kept = [];

        public bool IsAway { get; set; }

        public IReadOnlyCollection<XElement> GetAllElements() => IsAway ? throw new NpgsqlException("away") : [.. kept];

        public void StoreElement(XElement element, string friendlyName) => kept.Add(element);
    }

    private static async Task<List<string>> KeysAsync(IServiceProvider process)
    {
        await using var scope = process.CreateAsyncScope();
        return await scope.ServiceProvider.GetRequiredService<EntrepotDb>().QueryAsync("SELECT sealed FROM platform_key", row => row.GetString(0), CancellationToken.None);
    }
}
