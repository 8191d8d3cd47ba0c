@returns
Feature: Returns
