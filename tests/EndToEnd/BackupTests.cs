using System.Diagnostics;
using System.Text.Json;

namespace Entrepot.EndToEnd;

/// <summary>The command line's backups beside a running server: killed halfway, on a full disk, and restored into a new place.</summary>
public sealed class BackupTests : IAsyncLifetime
{
    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("entrepot-e2e-backup-");
    private RunningServer? running;

    private RunningServer Server => running ?? throw new InvalidOperationException("The server is not started.");

    private string Place => Path.Combine(folder.FullName, "place");

    private string Key => Path.Combine(folder.FullName, "key");

    public async ValueTask InitializeAsync()
    {
        running = await RunningServer.StartAsync("", ("Entrepot__Sandbox__OrdersPerMinute", "600"));
        (await Server.CommandAsync($"backup key --out {Key}")).Exit.ShouldBe(0);
    }

    [Fact]
    public async Task A_backup_of_a_running_server_is_checked_restored_and_drilled()
    {
        var made = await Server.CommandAsync($"backup --to {Place} --key-file {Key} --keep 7d,4w --json");
        made.Exit.ShouldBe(0, made.Output);
        var answer = JsonDocument.Parse(made.Output.Split('\n', StringSplitOptions.RemoveEmptyEntries)[^1]).RootElement;
        answer.GetProperty("check").GetProperty("ok").GetBoolean().ShouldBeTrue();

        var drilled = await Server.CommandAsync($"backup drill --from {Place} --key-file {Key}");
        drilled.Exit.ShouldBe(0, drilled.Output);
        drilled.Output.ShouldContain("every promise holds in it");
        drilled.Output.ShouldContain("would be lost");

        var into = Path.Combine(folder.FullName, "restored");
        var restored = await Server.CommandAsync($"restore --from {Place} --key-file {Key} --into {into}");
        restored.Exit.ShouldBe(0, restored.Output);
        restored.Output.ShouldContain("put the installation's master key there");
        (await Server.CommandAsync($"restore --from {Place} --key-file {Key} --into {into}")).Exit.ShouldBe(1, "it is not empty any more");
        (await Server.CommandAsync($"restore --from {Place} --key-file {Key} --into {Server.Folder} --overwrite")).Exit.ShouldBe(1, "the server runs on it");

        var scratch = Path.Combine(Server.Folder, "entrepot-backup-scratch");
        Directory.GetDirectories(scratch).ShouldBeEmpty("nothing is left on the way");
    }

    [Fact]
    public async Task A_backup_that_is_killed_at_any_moment_is_none()
    {
        (await Server.CommandAsync($"backup --to {Place} --key-file {Key}")).Exit.ShouldBe(0);
        for (var milliseconds = 300; milliseconds <= 1_500; milliseconds += 200)
        {
            using var process = Process.Start(new ProcessStartInfo("dotnet", $"{Path.Combine(RunningServer.Root, "src/Server/bin/Debug/net10.0/Entrepot.Server.dll")} backup --to {Place} --key-file {Key} --data {Server.Folder}") { RedirectStandardOutput = true });
            await Task.Delay(milliseconds);
            process!.Kill(entireProcessTree: true);
            await process.WaitForExitAsync();
        }

        var listed = await Server.CommandAsync($"backup list --from {Place} --json");
        foreach (var backup in JsonDocument.Parse(listed.Output).RootElement.GetProperty("backups").EnumerateArray().Select(backup => backup.GetProperty("backup").GetString()))
        {
            var checkedOne = await Server.CommandAsync($"backup drill --from {Place} --backup {backup} --key-file {Key}");
            checkedOne.Exit.ShouldBe(0, checkedOne.Output);
        }
    }

    [Fact]
    public async Task A_full_disk_is_named_and_the_backups_that_are_there_stay()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux() && Environment.UserName == "root", "needs a small disk, which only root may make");
        Directory.CreateDirectory(Place);
        Assert.SkipUnless(Mount("mount", "-t", "tmpfs", "-o", "size=1m", "tmpfs", Place), "needs a small disk, which this machine does not give");
        try
        {
            var exits = new List<(int Exit, string Output)>();
            for (var i = 0; i < 12 && exits.All(exit => exit.Exit == 0); i++) exits.Add(await Server.CommandAsync($"backup --to {Place} --key-file {Key} --json"));

            exits[^1].Exit.ShouldBe(1);
            exits[^1].Output.ShouldContain("does not take the backup");
            var listed = JsonDocument.Parse((await Server.CommandAsync($"backup list --from {Place} --json")).Output).RootElement;
            listed.GetProperty("backups").GetArrayLength().ShouldBe(exits.Count - 1);
        }
        finally
        {
            Mount("umount", Place);
        }
    }

    public async ValueTask DisposeAsync()
    {
        if (running is not null) await running.DisposeAsync();
        folder.Delete(recursive: true);
    }

    private static bool Mount(string program, params string[] arguments)
    {
        using var process = Process.Start(new ProcessStartInfo(program, arguments) { RedirectStandardError = true });
        process!.WaitForExit();
        return process.ExitCode == 0;
    }
}
