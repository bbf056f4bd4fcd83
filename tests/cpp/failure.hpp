// The error that a function throws.
#ifndef FAILURE_HPP
#define FAILURE_HPP

#include <optional>

#include "voxtoken.hpp"

template <class Function>
std::optional<voxtoken::Error> failure(Function&& function) {
    try {
        function();
    } catch (const voxtoken::Error& error) {
        return error;
    }
    return std::nullopt;
}

// Does a function throw the error that names this argument?
template <class Function>
bool refuses(std::string_view argument, Function&& function) {
    const auto error = failure(function);
    return error && error->kind() == voxtoken::ErrorKind::InvalidArgument && error->argument() == argument;
}

#endif
