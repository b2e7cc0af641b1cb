using System.Text;
using Entrepot.Customs.Domain.Declarations.Messages;
using Entrepot.Unit.Transport;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace Entrepot.Unit.Customs.Declarations;

/// <summary>Customs' interface on loopback: takes what HMRC's OpenAPI file says it takes, and can lose an answer or be out of order.</summary>
internal sealed class CustomsPeer : IAsyncDisposable
{
    private readonly WebApplication app;
    private readonly List<object> required;

    private CustomsPeer(WebApplication app, List<object> required) => (this.app, this.required) = (app, required);

    public List<(string Path, string Reference)> Filed { get; } = [];
    public List<string> Questions { get; } = [];
    public List<string> Faults { get; } = [];
    public int LoseAnswers { get; set; }
    public int FailFirst { get; set; }
    public bool RefusesAll { get; set; }
    public string Address => app.Urls.First();

    public static async Task<CustomsPeer> StartAsync()
    {
        var specification = Yaml.Read(SharedData.Find("customs/hmrc-cds/application.yaml"));
        var submit = (Dictionary<string, object>)((Dictionary<string, object>)((Dictionary<string, object>)specification["paths"])["/customs/declarations/"])["post"];
        var builder = WebApplication.CreateBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        var peer = new CustomsPeer(builder.Build(), (List<object>)submit["parameters"]);
        peer.app.MapPost("/customs/declarations/{**rest}", peer.TakeAsync);
        peer.app.MapGet("/customs/declarations-information/ducr/{ducr}/status", (string ducr) =>
        {
            peer.Questions.Add(ducr);
            return peer.Filed.Count > 0 ? Results.Text("<DeclarationStatusResponse/>", "application/xml") : Results.NotFound();
        });
        await peer.app.StartAsync();
        return peer;
    }

    private async Task TakeAsync(HttpContext http)
    {
        foreach (var parameter in required.Cast<Dictionary<string, object>>().Where(one => one.GetValueOrDefault("required") as string == "true"))
        {
            var name = (string)parameter["name"];
            var example = (string)((Dictionary<string, object>)parameter["schema"])["example"];
            if (http.Request.Headers[name] != example) Faults.Add($"{name}: '{http.Request.Headers[name]}', and the specification has '{example}'");
        }

        if (http.Request.Headers.Authorization != "Bearer a-token") Faults.Add($"Authorization: {http.Request.Headers.Authorization}");
        using var body = new MemoryStream();
        await http.Request.Body.CopyToAsync(body);
        body.Position = 0;
        var declaration = MessageReader.Read(body).Value.Declaration!;
        if (FailFirst-- > 0)
        {
            http.Response.StatusCode = StatusCodes.Status503ServiceUnavailable;
            return;
        }

        if (RefusesAll)
        {
            http.Response.StatusCode = StatusCodes.Status400BadRequest;
            await http.Response.Body.WriteAsync(Encoding.UTF8.GetBytes("<errorResponse><code>BAD_REQUEST</code><message>Payload is not valid according to schema</message><errors><error><code>xml_validation_error</code><message>Error at line 13</message></error></errors></errorResponse>"));
            return;
        }

        Filed.Add((http.Request.Path, declaration["FunctionalReferenceID"] ?? ""));
        if (LoseAnswers-- > 0)
        {
            http.Abort();
            return;
        }

        http.Response.Headers["X-Conversation-ID"] = "c0ffee00-0000-4000-8000-000000000001";
        http.Response.StatusCode = StatusCodes.Status202Accepted;
    }

    public ValueTask DisposeAsync() => app.DisposeAsync();
}
