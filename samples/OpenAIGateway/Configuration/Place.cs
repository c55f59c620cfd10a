namespace OpenAIGateway.Configuration;

/// <summary>Where the operator wrote something.</summary>
/// <param name="Source">The file, or <c>the environment</c>.</param>
/// <param name="Line">The line, from 1; <see langword="null"/> where there are none.</param>
/// <param name="Key">The key as it is written there, such as <c>model_list[0].litellm_params.model</c>.</param>
internal sealed record Place(string Source, int? Line, string Key)
{
    public override string ToString() => Line is null ? $"{Source}, {Key}" : $"{Source}, line {Line}, {Key}";
}
